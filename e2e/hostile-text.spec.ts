import { expect } from "@playwright/test";
import { test } from "./support/journey";

const OVERRIDE = "\u202e";
const NAME = "n".repeat(500);

test("text that turns round what stands beside it is shown, and a long name stays in its panel", async ({
  page,
  request,
}) => {
  const session = `hostile-${Date.now()}`;
  const call = { id: "c1", type: "function", function: { name: NAME, arguments: "{}" } };
  const answer = await request.post(`/s/${session}/v1/chat/completions`, {
    data: {
      messages: [
        { role: "user", content: `open rm ${OVERRIDE}gpj.exe` },
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: "c1", content: "done" },
      ],
    },
  });
  expect(answer.ok()).toBe(true);
  await page.goto(`/sessions/${session}`);
  await page.getByRole("treeitem").first().click();
  const panel = page.getByTestId("node-panel");
  await expect(panel).toContainText("open rm ⟨U+202E⟩gpj.exe");
  await page.getByRole("treeitem").nth(1).click();
  await expect(panel).toContainText(NAME);
  expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  expect(await page.locator("body").innerText()).not.toContain(OVERRIDE);
});
