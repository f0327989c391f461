import { expect, type Page } from "@playwright/test";
import { OPERATIONS } from "@/lib/api/openapi/openapi-document";
import { foreignSite } from "./support/foreign-site";
import { test } from "./support/journey";

/** Every kind of page. */
const PAGES = [
  "/",
  "/sessions",
  "/sessions?q=rewrite",
  "/sessions/rewrite-fork",
  "/sessions/rewrite-fork?sample=2&tok=5-9",
  "/sessions/drift-realign?sample=1&ov=logprob",
  "/sessions/rewrite-fork/samples/1",
  "/sessions/rewrite-fork/diff",
  "/sessions/never-recorded",
  "/runs",
  "/groups",
  "/compare?a=rewrite-fork&b=linear",
  "/no-such-page",
];

/** What a page was kept from loading or running. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) found.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(
        `Content Security Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`,
      ),
    );
  });
  return found;
}

for (const address of PAGES) {
  test(`${address} works under its policy`, async ({ page }) => {
    const found = await violations(page);
    const response = await page.goto(address);
    const policy = response?.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
    expect(found).toEqual([]);
    const nonced = await page
      .locator("script:not([src])")
      .evaluateAll((all) => all.length > 0 && all.every((one) => one.nonce !== ""));
    expect(nonced).toBe(true);
  });
}

test("an inline script that gets into a page does not run", async ({ page }) => {
  const found = await violations(page);
  await page.goto("/sessions");
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'taken'";
    document.body.append(script);
    return document.title === "taken";
  });
  expect(ran).toBe(false);
  await expect.poll(() => found.length).toBeGreaterThan(0);
});

test("a page of another site opens no session, reads nothing and frames nothing", async ({
  page,
  baseURL,
  request,
}) => {
  const id = `poisoned-${Date.now()}`;
  const site = await foreignSite(`<iframe src="${baseURL}/sessions"></iframe>
    <form method="post" enctype="text/plain" action="${baseURL}/api/sessions">
      <input name='{"id":"${id}","metadata":{"a":"' value='"}}'>
    </form>`);
  await page.goto(site.origin);
  const outcome = await page.evaluate(
    async ({ base, id }) => {
      const body = JSON.stringify({ id });
      const sent = fetch(`${base}/api/sessions`, { method: "POST", mode: "no-cors", body });
      const called = fetch(`${base}/s/${id}/v1/chat/completions`, {
        method: "POST",
        mode: "no-cors",
        body: JSON.stringify({ messages: [{ role: "user", content: "hi" }] }),
      });
      const read = fetch(`${base}/api/sessions`).then((answer) => answer.text());
      const settled = await Promise.allSettled([sent, called, read]);
      const image = new Image();
      const drawn = new Promise((resolve) => {
        image.onload = () => resolve(true);
        image.onerror = () => resolve(false);
      });
      image.src = `${base}/icon.svg`;
      return { read: settled[2]?.status, drawn: await drawn };
    },
    { base: baseURL ?? "", id },
  );
  expect(outcome).toEqual({ read: "rejected", drawn: false });
  await page.evaluate(() => document.querySelector("form")?.submit());
  await page.waitForURL(/api\/sessions/);
  await expect(page.locator("body")).toContainText("are refused");
  expect((await request.get(`/api/sessions/${id}`)).status()).toBe(404);
  await page.goto(site.origin);
  await expect(page.frameLocator("iframe").locator("main")).toHaveCount(0);
  await site.close();
});

test("a link of another site leads to a page", async ({ page, baseURL }) => {
  const site = await foreignSite(`<a href="${baseURL}/sessions">the sessions</a>`);
  await page.goto(site.origin);
  await page.getByRole("link").click();
  await expect(page.getByTestId("sessions")).toBeVisible();
  await site.close();
});

/** What a browser says of a request that is not its user's. */
const FOREIGN = [
  ["host", "evil.example"],
  ["origin", "https://evil.example"],
  ["sec-fetch-site", "same-site"],
] as const;

test("no call of the API answers a foreign host or a foreign page", async ({ request }) => {
  for (const { method, path } of OPERATIONS) {
    const address = path.replaceAll(/\{\w+\}/g, "1");
    for (const [name, value] of FOREIGN) {
      const headers = { [name]: value };
      const response = await request.fetch(address, { method: method.toUpperCase(), headers });
      expect(response.status(), `${method} ${path} ${JSON.stringify(headers)}`).toBe(403);
    }
  }
});
