import { expect } from "@playwright/test";
import { test } from "./support/journey";
import { freePort, serverBeside } from "./support/server-beside";

const SESSION = "/sessions/rewrite-fork";

test("every page says that the engine is dead, in the engine's words", async ({ page, request }) => {
  const recording = await (await request.get(`/api${SESSION}/turns.jsonl`)).text();
  const server = await serverBeside("dead-engine", {
    TURNTREE_ENGINE: "sglang",
    TURNTREE_ENGINE_URL: `http://127.0.0.1:${await freePort()}`,
  });
  try {
    expect((await request.post(`${server.origin}/api/import`, { data: recording })).status()).toBe(201);
    const ofSession = [SESSION, `${SESSION}/samples/1`, `${SESSION}/diff`];
    for (const path of ["/sessions", "/runs", "/groups", "/compare", "/sessions/nobody", ...ofSession]) {
      await page.goto(`${server.origin}${path}`);
      const trouble = page.getByTestId("engine-trouble");
      await expect(trouble).toContainText("The engine (sglang) is not ready.");
      await expect(trouble).toContainText("what is recorded can be read");
    }
  } finally {
    // The page stays open: a server that is told to end waits for none.
    await server.close();
  }
});
