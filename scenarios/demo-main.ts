import cliProgress from "cli-progress";
import { errorMessage } from "@/lib/core/base/error-message";
import { playScenario } from "./play-scenario";
import { SCENARIOS } from "./scenarios";

/** Records every named scenario that is not there yet. */
async function recordScenarios(baseUrl: string, token: string | undefined): Promise<void> {
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
  try {
    for (const scenario of SCENARIOS) {
      bar.update({ name: scenario.name });
      if (!(await playScenario(scenario, { baseUrl, headers })).kept) recorded++;
      bar.increment();
    }
  } finally {
    bar.stop();
  }
  process.stderr.write(
    `${recorded} of ${SCENARIOS.length} scenarios recorded; the others were there already.\n`,
  );
}

const baseUrl = process.argv[2];
if (baseUrl === undefined) {
  process.stderr.write("Say where the recorder listens, such as http://127.0.0.1:3000.\n");
  process.exitCode = 2;
} else {
  try {
    await recordScenarios(baseUrl, process.env.TURNTREE_API_TOKEN);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    process.stderr.write(`${errorMessage(error)}${cause}\n`);
    process.exitCode = 1;
  }
}
