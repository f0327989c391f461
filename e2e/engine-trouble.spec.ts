import { expect } from "@playwright/test";
import { test } from "./support/journey";
import { freePort, serverBeside } from "./support/server-beside";

test("every page says that the engine is dead, in the engine's words", async ({ page }) => {
  const server = await serverBeside("dead-engine", {
    TURNTREE_ENGINE: "sglang",
    TURNTREE_ENGINE_URL: `http://127.0.0.1:${await freePort()}`,
  });
  try {
    for (const path of ["/sessions", "/runs", "/groups", "/sessions/nobody"]) {
      await page.goto(`${server.origin}${path}`);
      const trouble = page.getByTestId("engine-trouble");
      await expect(trouble).toContainText("The engine (sglang) is not ready.");
      await expect(trouble).toContainText("what is recorded can be read");
    }
  } finally {
    // A page that listens is one more that the server would wait for.
    await page.goto("about:blank");
    await server.close();
  }
});
