import { gzipSync } from "node:zlib";
import type { Page, Response } from "@playwright/test";

/** Watches which scripts a page fetches. */
export function watchScripts(
  page: Page,
): () => Promise<{ readonly files: number; readonly gzipped: number }> {
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response);
  });
  return async () => {
    const bodies = await Promise.all(scripts.map((script) => script.body()));
    return {
      files: bodies.length,
      gzipped: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0),
    };
  };
}
