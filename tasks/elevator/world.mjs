// One lift, 4 to 6 floors, 3 or 4 people who want to another floor, room for 2. Speaks the protocol of docs/environments.md on stdin and stdout.
import { createInterface } from 'node:readline';

const ROOM = 2, STUCK = 16, NAMES = ['A', 'B', 'C', 'D'], INSIDE = -1;
const say = message => process.stdout.write(JSON.stringify(message) + '\n');

/** Numbers in [0, n) that depend on the seed alone (mulberry32). */
function dice(seed) {
  let state = (seed ^ Math.floor(seed / 2 ** 32)) >>> 0;
  return n => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** A world does not change; a state is where the lift is and where everybody is. Sizes take turns by the index. */
function create(seed, index, stepLimit) {
  const draw = dice(seed), floors = 4 + index % 3, goals = [], people = [];
  for (let i = 0; i < 3 + index % 2; i++) {
    people.push(draw(floors));
    goals.push((people[i] + 1 + draw(floors - 1)) % floors);
  }
  return { world: { floors, goals, stepLimit }, state: { lift: draw(floors), people } };
}

const arrived = ({ goals }, state) => goals.filter((goal, i) => state.people[i] === goal).length;
const riders = state => state.people.filter(place => place === INSIDE).length;
const moved = (state, lift) => ({ ...state, lift });
const put = (state, i, place) => ({ ...state, people: state.people.map((p, j) => j === i ? place : p) });
const wrong = (kind, message) => ({ error: { kind, message } });

/** Does an action: the new state, or the rule that it breaks. */
function act({ floors, goals }, state, [verb, name]) {
  const i = NAMES.indexOf(name);
  if (verb === 'up') return state.lift + 1 < floors ? { state: moved(state, state.lift + 1) } : wrong('no-floor', `the lift is on the top floor ${state.lift}`);
  if (verb === 'down') return state.lift > 0 ? { state: moved(state, state.lift - 1) } : wrong('no-floor', 'the lift is on the bottom floor 0');
  if (i >= goals.length) return wrong('nobody', `there is nobody called ${name}`);
  if (verb === 'drop') return state.people[i] === INSIDE ? { state: put(state, i, state.lift) } : wrong('not-inside', `${name} is not in the lift`);
  if (state.people[i] !== state.lift) return wrong('not-here', `${name} is not waiting on floor ${state.lift}, where the lift is`);
  return riders(state) < ROOM ? { state: put(state, i, INSIDE) } : wrong('full', `the lift holds ${ROOM} already`);
}

const actions = world => [['up'], ['down'], ...world.goals.flatMap((_, i) => [['take', NAMES[i]], ['drop', NAMES[i]]])];
const write = action => `{${action.join(' ')}}`;

/** All states within `limit` steps, nearest first: the most people who can arrive, and the first action on a shortest way to the most. */
function plan(world, start, limit) {
  const seen = new Set([JSON.stringify(start)]);
  let best = arrived(world, start), first = null, front = [{ state: start, first: null }];
  for (let step = 0; step < limit && best < world.goals.length; step++) {
    const next = [];
    for (const here of front) {
      for (const action of actions(world)) {
        const { state } = act(world, here.state, action);
        const key = state && JSON.stringify(state);
        if (!state || seen.has(key)) continue;
        seen.add(key);
        const there = { state, first: here.first ?? action };
        next.push(there);
        if (arrived(world, state) > best) [best, first] = [arrived(world, state), there.first];
      }
    }
    front = next;
  }
  return { best, first };
}

function observe({ floors, goals }, state) {
  const people = goals.map((goal, i) => {
    if (state.people[i] === INSIDE) return `${NAMES[i]} is in the lift and wants to floor ${goal}.`;
    return state.people[i] === goal ? `${NAMES[i]} has arrived.` : `${NAMES[i]} waits on floor ${state.people[i]} and wants to floor ${goal}.`;
  });
  return `Floors 0 to ${floors - 1}. The lift is on floor ${state.lift}. ${people.join(' ')}`;
}

function step(episode, reply) {
  const { world, state } = episode, found = [...reply.matchAll(/\{\s*(?:(up|down)|(take|drop)\s+([A-D]))\s*\}/g)];
  const action = found.length === 1 ? (found[0][1] ? [found[0][1]] : [found[0][2], found[0][3]]) : null;
  const done = action ? act(world, state, action) : wrong('format', 'the reply must hold exactly one of {up}, {down}, {take NAME} and {drop NAME}');
  episode.state = done.state ?? state;
  const advice = done.error && plan(world, state, world.stepLimit).first;
  if (advice) done.error.alternative = write(advice);
  return {
    observation: observe(world, episode.state), progress: arrived(world, episode.state), success: arrived(world, episode.state) === world.goals.length,
    feedback: done.error ? `Not done: ${done.error.message}.` : '', action: action && write(action), error: done.error,
  };
}

const episodes = new Map();
let stepLimit = 30;
createInterface({ input: process.stdin }).on('line', line => {
  const message = JSON.parse(line), { type, episode } = message;
  if (type === 'hello') {
    stepLimit = Number(message.options.step_limit ?? stepLimit);
    say({ type, protocol: 1, name: 'elevator', version: 1, violations: ['no-floor', 'nobody', 'not-here', 'full', 'not-inside'] });
  } else if (type === 'reset') {
    const made = create(message.seed, message.index, stepLimit);
    episodes.set(episode, made);
    say({
      type, episode, observation: observe(made.world, made.state), progress: arrived(made.world, made.state),
      bound: plan(made.world, made.state, stepLimit).best, bound_kind: 'exact', step_limit: stepLimit, stuck_after: STUCK,
    });
  } else if (type === 'step') {
    say({ type, episode, step: message.step, ...step(episodes.get(episode), message.reply) });
  } else if (type === 'close') {
    episodes.delete(episode);
  } else if (type === 'shutdown') {
    process.exit(0);
  }
});
