// Compares two exported studies: same-study.js FOLDER FOLDER. Columns that say how long or how cheaply a row was computed may differ.
const fs = require("fs");
const free = new Set(["cached_tokens", "seconds"]);

function read(path) {
  const rows = [[""]];
  let quoted = false;
  const text = fs.readFileSync(path, "utf8");
  for (let i = 0; i < text.length; i++) {
    const c = text[i], row = rows[rows.length - 1];
    if (quoted && c === '"' && text[i + 1] === '"') { row[row.length - 1] += '"'; i++; }
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ",") row.push("");
    else if (!quoted && c === "\n") rows.push([""]);
    else if (quoted || c !== "\r") row[row.length - 1] += c;
  }
  rows.pop();
  const keep = rows[0].map(name => !free.has(name));
  return rows.map(row => JSON.stringify(row.filter((_, i) => keep[i])));
}

let different = 0;
for (const file of ["trials.csv", "rollouts.csv"]) {
  const [a, b] = process.argv.slice(2, 4).map(folder => read(`${folder}/${file}`));
  const unequal = a.filter((row, i) => row !== b[i]).length;
  different += unequal + Math.abs(a.length - b.length);
  console.log(`${file}: ${a.length - 1} and ${b.length - 1} rows, ${new Set(b).size - 1} distinct, ${unequal} unequal`);
}
process.exit(different ? 1 : 0);
