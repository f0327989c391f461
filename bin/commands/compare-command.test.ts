import { describe, expect, it } from "vitest";
import { runTurntree } from "@/test/command/run-turntree";

const USER = { role: "user", content: "u" };
const ANSWER = { role: "assistant", content: "a" };
const TURN = {
  prompt_messages: [USER],
  response_message: ANSWER,
  output_log_probs: [],
  finish_reason: "stop",
  ill_formed: false,
};

/** The second prompt drifts inside the first answer. */
const SESSION = JSON.stringify({
  name: "drifting",
  turns: [
    { ...TURN, prompt_ids: [1], output_ids: [2, 3], output_log_probs: [-1, -1] },
    {
      ...TURN,
      prompt_messages: [USER, ANSWER, USER],
      prompt_ids: [1, 2, 9],
      output_ids: [4],
      output_log_probs: [-1],
    },
  ],
});

describe("turntree compare", () => {
  it("prints what each policy would train", async () => {
    const run = await runTurntree(["compare", "--policies", "slime, slime-repaired,strict"], SESSION);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toBe(
      [
        "drifting: 3 tokens sampled",
        "policy          samples  trained  realigned  refused  dropped  trained twice  to process  longest",
        "slime                 1        1          2        0        0              0           4        4",
        "slime-repaired        1        2          1        0        0              0           4        4",
        "strict                2        3          0        0        0              0           7        4",
        "retokenise: not known, since no prompt of this recording was audited",
        "",
        "",
      ].join("\n"),
    );
  });

  it("prints JSON lines", async () => {
    const run = await runTurntree(["compare", "--policies", "areal-concat", "--json"], SESSION);
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      session: "drifting",
      policy: "areal-concat",
      samples: 2,
      trained_tokens: 3,
      total_tokens: 7,
      trained_tokens_per_sample: [2, 1],
    });
  });

  it("names a line that it cannot read, and a policy that does not exist", async () => {
    const bad = await runTurntree(["compare"], `{"name":"x"}\n${SESSION}\n`);
    expect(bad.exitCode).toBe(1);
    expect(bad.stdout).toContain("drifting");
    expect(bad.stderr).toMatch(/standard input, line 1: /);
    const unknown = await runTurntree(["compare", "--policies", "slime,lime"], SESSION);
    expect(unknown).toMatchObject({ exitCode: 2, stdout: "" });
    expect(unknown.stderr).toContain('There is no policy "lime"');
  });
});
