import cliProgress from "cli-progress";
import { playScenario } from "./play-scenario";
import { SCENARIOS } from "./scenarios";

const baseUrl = process.argv[2];
if (baseUrl === undefined) throw new Error("Usage: demo-main.ts BASE_URL");

const token = process.env.TURNTREE_API_TOKEN;
const headers: Readonly<Record<string, string>> = token
  ? { authorization: `Bearer ${token}`, "x-turntree-token": token }
  : {};

const bar = new cliProgress.SingleBar({
  format: "Recording scenarios [{bar}] {value}/{total} {name}",
  stream: process.stderr,
  hideCursor: true,
});
if (process.stderr.isTTY) bar.start(SCENARIOS.length, 0, { name: "" });

let recorded = 0;
for (const scenario of SCENARIOS) {
  bar.update({ name: scenario.name });
  const played = await playScenario(scenario, { baseUrl, headers });
  if (!played.kept) recorded++;
  bar.increment();
}
bar.stop();
process.stderr.write(
  `${recorded} of ${SCENARIOS.length} scenarios recorded; the others were there already.\n`,
);
