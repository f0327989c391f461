import { expect, it } from "vitest";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const simulated = simulatedRecorder({ TURNTREE_AUXILIARY: "-web_search" });

it("a web search is refused in words where the rule that tells it is switched off", async () => {
  const response = await fetch(`${simulated.server.url}/s/off/v1/messages`, {
    method: "POST",
    body: JSON.stringify({
      model: "m",
      max_tokens: 500,
      tools: [{ type: "web_search_20250305", name: "web_search", max_uses: 8 }],
      messages: [{ role: "user", content: "Perform a web search for the query: turntree" }],
    }),
  });
  expect(response.status).toBe(400);
  expect((await response.json()).error.message).toContain("tools holds only web_search");
  expect(await simulated.server.runtime.store.findSession("off")).toBeNull();
});
