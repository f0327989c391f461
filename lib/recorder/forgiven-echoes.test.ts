import { expect, it } from "vitest";
import { BASH, CALL, fromUser, graftClient } from "@/test/recorder/graft-client";

const { ask, shapeOf } = graftClient({
  TURNTREE_FORGIVE: "text dropped beside calls",
  TURNTREE_CLIENT: "Genkit",
});

const tools = [BASH];

it("a call without the text beside it goes on from what was sampled, where a setting forgives that", async () => {
  const history = [fromUser("Clean up.")];
  const answer = await ask("dropped", history, { text: `I will.\n${CALL}` }, { tools });
  const echoed = { role: "assistant", content: "", tool_calls: answer.tool_calls ?? [] };
  const result = { role: "tool", content: "done", tool_call_id: "x" };
  await ask("dropped", [...history, echoed, result], { text: "Done." }, { tools });
  expect(await shapeOf("dropped")).toEqual({
    samples: [[1, 2]],
    forks: [],
    forgiven: ["text dropped beside calls"],
    client: "genkit",
  });
});

it("a text without its call is another answer all the same", async () => {
  const history = [fromUser("Clean up.")];
  await ask("call-dropped", history, { text: `I will.\n${CALL}` }, { tools });
  const echoed = { role: "assistant", content: "I will." };
  await ask("call-dropped", [...history, echoed, fromUser("And?")], { text: "Done." }, { tools });
  expect(await shapeOf("call-dropped")).toMatchObject({ samples: [[1], [2]], forgiven: [] });
});
