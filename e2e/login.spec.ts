import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { type RunningServer, startTurntree } from "./clients/start-turntree";
import { test } from "./support/journey";
import { seriousFaults } from "./support/serious-faults";

const ADMIN = "the-admin's-token";
const TRAINER = "the-trainer's-token";
const READER = "the-reader's-token";
const SESSION = "rewrite-fork";

/** Beside the port of the server that the other journeys look at. */
const PORT = Number(process.env.TURNTREE_E2E_PORT ?? "4105") + 20;

let folder: string;
let server: RunningServer;

test.beforeAll(async ({ request }) => {
  folder = mkdtempSync(join(tmpdir(), "turntree-login-"));
  server = await startTurntree(PORT, {
    DATABASE_URL: `file:${join(folder, "turntree.db")}`,
    TURNTREE_API_TOKEN: ADMIN,
    TURNTREE_TRAINER_TOKEN: TRAINER,
    TURNTREE_READ_TOKEN: READER,
  });
  const recording = await (await request.get(`/api/sessions/${SESSION}/turns.jsonl`)).text();
  const headers = { authorization: `Bearer ${ADMIN}` };
  const taken = await request.post(`${server.url}/api/import`, { headers, data: recording });
  expect(taken.status()).toBe(201);
});

test.afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function logIn(page: Page, key: string): Promise<void> {
  await page.getByLabel("Key").fill(key);
  await page.getByRole("button", { name: "Log in" }).click();
}

const exports = (page: Page) => page.getByRole("button", { name: "Export" });

test("whoever has no key gets the login, which leads to the page that was asked for", async ({ page }) => {
  const response = await page.goto(`${server.url}/sessions/${SESSION}?sample=1`);
  expect(response?.status()).toBe(401);
  await expect(page.getByRole("heading", { name: "Turntree" })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  await logIn(page, "no key of this server");
  await expect(page.getByRole("alert")).toHaveText("That is neither the admin's key nor a reader's.");
  expect(await seriousFaults(page)).toEqual([]);
  await logIn(page, TRAINER);
  await expect(page.getByRole("alert")).toBeVisible();
  await logIn(page, ADMIN);
  await expect(page).toHaveURL(`${server.url}/sessions/${SESSION}?sample=1`);
  await expect(exports(page)).toBeVisible();
});

test("a reader sees everything, and nothing to export with", async ({ page }) => {
  await page.goto(`${server.url}/sessions`);
  await logIn(page, READER);
  await expect(page.getByTestId("sessions")).toBeVisible();
  await expect(exports(page)).toHaveCount(0);
  await page.goto(`${server.url}/sessions/${SESSION}`);
  await expect(page.getByRole("button", { name: "Policies" })).toBeVisible();
  await expect(exports(page)).toHaveCount(0);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("try other settings of the policy");
  await expect(keys).not.toContainText("export the samples shown");
  const refused = await page.request.get(`${server.url}/api/sessions/${SESSION}/samples.jsonl`);
  expect(refused.status()).toBe(403);
});

test("headers that a router would read get no further than the login", async ({ request }) => {
  const tries: readonly Record<string, string>[] = [
    { rsc: "1", "next-router-state-tree": "%zz" },
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/../x" },
    { "next-action": "a" },
  ];
  for (const headers of tries) {
    for (const method of ["GET", "POST", "TRACE"]) {
      const response = await request.fetch(`${server.url}/sessions`, {
        method,
        headers,
        failOnStatusCode: false,
      });
      expect([401, 405]).toContain(response.status());
      expect(await response.text()).not.toMatch(/\n\s+at /);
    }
  }
});

test("whoever logs out is shown the login, and the key is gone from the browser", async ({ page }) => {
  await page.goto(`${server.url}/sessions`);
  await logIn(page, READER);
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page.getByLabel("Key")).toBeVisible();
  expect(await page.context().cookies(server.url)).not.toContainEqual(
    expect.objectContaining({ name: "turntree_token" }),
  );
  await page.goto(`${server.url}/sessions`);
  await expect(page.getByLabel("Key")).toBeVisible();
});
