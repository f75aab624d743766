#!/usr/bin/env bash
# Measures what results/README.md claims: measure.sh MODE OUT [DATA]. Modes about sessions:
#   support     five seeds of the main job                     -> OUT/support-intent.csv
#   public      snips_intent7 and trec6 from DATA, three seeds -> OUT/public.csv
#   yardsticks  what those sessions are held against           -> OUT/yardsticks.csv
#   null        twenty short sessions with shuffled targets    -> OUT/null.csv
#   agents      GridWorld1 and BoxLift at their smallest size, and two datasets, preset small, three seeds -> OUT/agents.csv, OUT/agents-eval.csv
#   compare     seven strategies with equal calls, each within five minutes, on support-intent, trec6 and snips_intent7, three seeds -> OUT/compare-TASK/
#   tune        arithmetic-words and gsm8k from DATA, how they are asked tuned for at most three minutes, three seeds -> OUT/tune.csv, OUT/tune-trials/
#   adviser     support-intent tuned with sixteen trials: by noisy-ei alone, advised by the model, and advised with shuffled scores, three seeds -> OUT/adviser.csv, OUT/adviser-trials/
#   kill        ten kills and resumes against one whole run      -> OUT/kill-resume.txt
# Modes about speed, each on a quiet machine; they also add a line a claim to OUT/claims.csv (docs/engine.md tells what they do):
#   engine | raw | layout | choice | memory | overhead                  -> OUT/MODE.csv; choice also takes snips_intent7 from DATA if given
#   node | node-settings   installs node-llama-cpp first       -> OUT/MODE.csv; FLASH=off switches its flash attention off for node
#   bench                  promptopt bench                     -> OUT/bench.csv, OUT/bench.json
#   speed                  all of them but node-settings
# PAIRS=9 and THREADS=cores can be set in the environment, and REQUESTS (of node and memory) for a short try.
set -euo pipefail
cd "$(dirname "$0")/../.."
what=$1; out=$(mkdir -p "$2" && cd "$2" && pwd); data=${3:-}
dotnet build -c Release -v q src/PromptOpt.Cli >/dev/null; dotnet build -c Release -v q tests/PromptOpt.Benchmarks >/dev/null
cli="src/PromptOpt.Cli/bin/Release/net10.0/promptopt"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
commit=$(git rev-parse --short HEAD)

# One session of the command VERB, optimize unless said; appends the JSON object as a CSV row.
session() { # FILE TASK SEED ARGS...
  local file=$1 task=$2 seed=$3; shift 3
  "$cli" "${VERB:-optimize}" "$task" --seed "$seed" --study "$(basename "$task")-$seed" --results "$work" --json --quiet "$@" > "$work/one.json" || true
  COMMIT=$commit SEED=$seed ARGS="$*" node -e '
    const fs = require("fs"), o = JSON.parse(fs.readFileSync(process.argv[1])), f = process.argv[2];
    const keys = ["study","verdict","testAccuracy","seedTestAccuracy","difference","ciLow","ciHigh","p","testRows","trials","calls","tokens","computedTokens","seconds","validationValue","bagOfWordsTestAccuracy","bestTrial","tokensPerCorrect","seedTokensPerCorrect","latencyMedian","seedLatencyMedian"];
    if (!fs.existsSync(f)) fs.writeFileSync(f, ["commit","seed","args",...keys].join(",") + "\n");
    fs.appendFileSync(f, [process.env.COMMIT, process.env.SEED, JSON.stringify(process.env.ARGS), ...keys.map(k => o[k] ?? "")].join(",") + "\n");
  ' "$work/one.json" "$file"
  tail -n 1 "$file"
}

# One benchmark. A bound that does not hold is in claims.csv and must not stop the others.
measure() { # NAME ARGS...
  tests/PromptOpt.Benchmarks/bin/Release/net10.0/PromptOpt.Benchmarks "$1" --pairs "${PAIRS:-9}" --threads "${THREADS:-$(nproc)}" --output "$out" ${REQUESTS:+--requests "$REQUESTS"} "${@:2}" || [ $? = 1 ]
}

speed() { # NAME
  case $1 in
    node|node-settings) tests/PromptOpt.Benchmarks/node/install.sh ;;&
    node) measure node --flash "${FLASH:-auto}" ;;
    choice)
      measure choice --examples 2
      measure choice --examples 0
      if [ -n "$data" ]; then make_task snips_intent7; measure choice --task "$work/snips-intent7" --examples 2; measure choice --task "$work/snips-intent7" --examples 0; fi ;;
    bench) "$cli" bench --threads "${THREADS:-$(nproc)}" --output "$out" ;;
    *) measure "$1" ;;
  esac
}

# What the sessions are held against, on the same rows.
yardsticks() { # TASK NAMES SEED...
  [ -f "$out/yardsticks.csv" ] || echo "commit,task,yardstick,seed,test_accuracy,test_rows" > "$out/yardsticks.csv"
  tests/PromptOpt.Benchmarks/bin/Release/net10.0/PromptOpt.Benchmarks yardsticks "$1" models/smollm2-135m-instruct-q4_1.gguf "${@:2}" |
    sed "s/^/$commit,/" | tee -a "$out/yardsticks.csv"
}

# A world's task at its smallest size with few episodes, so that sessions of minutes on a CPU try more than the seed prompt.
small_world() { # WORLD MAX_TOKENS OPTIONS
  mkdir -p "$work/$1-small"; cp -r "tasks/$1/." "$work/$1-small"
  sed -i "s/^name: .*/name: $1-small/; s/^  world: $1\$/  world: $1\n  sizes: [1]\n  episodes: {train: 8, validation: 24, test: 24}$3/; s/max_tokens: [0-9]*/max_tokens: $2/" "$work/$1-small/task.yaml"
}

# The seed prompt on the validation episodes, with what is got without a model.
evaluate() { # FILE TASK
  "$cli" eval "$2" --results "$work" --json --quiet > "$work/eval.json"
  COMMIT=$commit node -e '
    const fs = require("fs"), o = JSON.parse(fs.readFileSync(process.argv[1])), f = process.argv[2], e = o.episodes, b = o.baselines;
    if (!fs.existsSync(f)) fs.writeFileSync(f, "commit,task,episodes,seed_prompt,success_rate,steps,violations,ends,no_operation,random_legal,planner,exact_bounds\n");
    fs.appendFileSync(f, [process.env.COMMIT, o.task, e.episodes, e.score, e.successRate, e.steps, e.violations, JSON.stringify(Object.entries(e.ends).map(x => x.join(" ")).join("; ")), b.noOperation, b.randomLegal, b.planner, e.exactBounds].join(",") + "\n");
  ' "$work/eval.json" "$1"
  tail -n 1 "$1"
}

# A task of the first 300 train rows and the first test rows, 300 unless said, of a dataset.
make_task() { # NAME [TEST_ROWS]
  head -n 300 "$data/$1/train.jsonl" > "$work/train.jsonl"; head -n "${2:-300}" "$data/$1/test.jsonl" > "$work/test.jsonl"
  "$cli" init "${1//_/-}" --tasks "$work" --data "$work/train.jsonl" --test "$work/test.jsonl" >/dev/null
}

case $what in
  support) for seed in 1 2 3 4 5; do session "$out/support-intent.csv" support-intent $seed; done ;;
  null) for seed in $(seq 1 20); do
      session "$out/null.csv" support-intent $seed --shuffle-targets --max-trials 3 --max-time 10m --threads 1 --train-rows 8 --validation-rows 24
    done ;;
  agents)
    small_world gridworld1 16 ""; small_world boxlift 96 "\\n  step_limit: 9"
    for world in gridworld1 boxlift; do evaluate "$out/agents-eval.csv" "$work/$world-small"; done
    make_task trec6
    for seed in 1 2 3; do
      for world in gridworld1 boxlift; do
        session "$out/agents.csv" "$work/$world-small" $seed --max-time 200s --level-trials 4 --train-rows 8 --validation-rows 12 --wave-rows 12
      done
      for task in review-sentiment "$work/trec6"; do session "$out/agents.csv" "$task" $seed --max-time 120s --preset small --level-trials 4; done
      mkdir -p "$out/agents-trials"; for study in "$work"/*-$seed; do cp "$study/trials.csv" "$out/agents-trials/$(basename "$study").csv"; done
    done ;;
  compare)
    make_task trec6 140; make_task snips_intent7 140
    for task in support-intent "$work/trec6" "$work/snips-intent7"; do
      name=$(basename "$task"); mkdir -p "$out/compare-$name"
      "$cli" compare "$task" --strategies seed,random-paraphrase,random-examples,ape,protegi,paper,standard --seeds 3 --max-calls 300 --max-time 5m --train-rows 8 --validation-rows 24 --results "$work" --quiet |
        { echo "commit $commit"; cat; } | tee "$out/compare-$name/comparison.txt"
      cp "$work/$name-compare"/comparison*.csv "$out/compare-$name"
      for study in "$work/$name-compare"/*-seed*; do cp "$study/trials.csv" "$out/compare-$name/$(basename "$study").csv"; done
    done ;;
  public)
    for name in snips_intent7 trec6; do
      make_task $name
      for seed in 1 2 3; do session "$out/public.csv" "$work/${name//_/-}" $seed --max-time 235s; done
    done ;;
  yardsticks)
    yardsticks tasks/support-intent strong-start 1 2 3 4 5
    yardsticks tasks/support-intent best-free-text 1
    for name in snips_intent7 trec6; do
      make_task $name
      yardsticks "$work/${name//_/-}" strong-start,best-free-text 1
    done ;;
  tune)
    make_task gsm8k 150
    sed -i 's/^  user: .*/&\n  decoding: {max_tokens: 160}/' "$work/gsm8k/task.yaml"
    echo "Solve the math problem step by step. End with the final number." > "$work/gsm8k/prompts/seed.txt"
    mkdir -p "$out/tune-trials"
    for seed in 1 2 3; do
      for task in arithmetic-words "$work/gsm8k"; do
        VERB=tune session "$out/tune.csv" "$task" $seed --max-time 3m --validation-rows 48
        cp "$work/$(basename "$task")-$seed/trials.csv" "$out/tune-trials/$(basename "$task")-$seed.csv"
      done
    done ;;
  adviser)
    mkdir -p "$out/adviser-trials"
    for seed in 1 2 3; do
      for arm in "" "--adviser" "--adviser --without adviser-evidence"; do
        VERB=tune session "$out/adviser.csv" support-intent $seed --max-trials 16 --max-time 1h --validation-rows 48 $arm
        cp "$work/support-intent-$seed/trials.csv" "$out/adviser-trials/$seed$(tr -d ' ' <<< "$arm").csv"; rm -r "$work/support-intent-$seed"
      done
    done ;;
  kill)
    args="optimize support-intent --seed 1 --max-trials 5 --max-time 1h --threads 1 --train-rows 12 --validation-rows 32 --results $work --quiet --json"
    $cli $args --study whole > /dev/null
    $cli $args --study killed > /dev/null & pid=$!
    for i in $(seq 1 10); do
      sleep $((RANDOM % 4 + 2)).$((RANDOM % 10))
      if kill -9 $pid 2>/dev/null; then echo "kill $i" >> "$work/kills"; fi
      wait $pid 2>/dev/null || true
      $cli resume killed --results "$work" --quiet --json > /dev/null & pid=$!
    done
    wait $pid
    $cli export csv whole --results "$work" --output "$work/whole-csv" >/dev/null; $cli export csv killed --results "$work" --output "$work/killed-csv" >/dev/null
    { echo "commit $commit: promptopt $args"; cat "$work/kills"
      node tests/PromptOpt.Benchmarks/same-study.js "$work/whole-csv" "$work/killed-csv" && echo "equal"
    } | tee "$out/kill-resume.txt" ;;
  engine|raw|layout|node|node-settings|choice|memory|overhead|bench) speed "$what" ;;
  speed) for name in engine raw layout node choice memory overhead bench; do speed $name; done ;;
  *) echo "usage: measure.sh support|public|yardsticks|null|agents|compare|tune|adviser|kill|engine|raw|layout|node|node-settings|choice|memory|overhead|bench|speed OUT [DATA]" >&2; exit 2 ;;
esac
