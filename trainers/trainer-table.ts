import type { TrainerOutcome } from "./trainer-report";

function nats(worst: number): string {
  return worst === 0 ? "–" : worst.toExponential(1);
}

function row(outcome: TrainerOutcome): string {
  switch (outcome.kind) {
    case "not_run":
      return `| ${outcome.id} | not run: ${outcome.reason} | | | | |`;
    case "broke":
      return `| ${outcome.id} | broke off | ${outcome.temperature} | | | ${outcome.said} |`;
    case "ran": {
      const { trainer, version, lines, trained_tokens, worst, ran, problems } = outcome.report;
      const found =
        problems.length === 0 ? ran.join("; ") : `**${problems.length} problems**: ${problems[0]}`;
      return `| ${trainer} ${version} | ${lines} | ${outcome.temperature} | ${trained_tokens} | ${nats(worst)} | ${found} |`;
    }
  }
}

/** The outcomes as a table of Markdown, a line each, in the order given. */
export function trainerTable(outcomes: readonly TrainerOutcome[]): string {
  return [
    "| trainer | lines | temperature | trained tokens scored | largest difference, nats | what ran |",
    "|---|---|---|---|---|---|",
    ...outcomes.map(row),
  ].join("\n");
}

/** Whether a trainer found what must not be. */
export function hasFailed(outcome: TrainerOutcome): boolean {
  return outcome.kind === "broke" || (outcome.kind === "ran" && outcome.report.problems.length > 0);
}
