import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "@/test/store/temporary-folder";
import { credentialKey } from "./credential-key";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const at = (name: string) => {
  const file = join(folder.path, name);
  return { url: `file:${file}`, key: `${file}.credential-key` };
};

describe("the key that hides credentials", () => {
  it("is made once, read by its owner alone, and stands beside the database", () => {
    const { url, key } = at("a.db");
    const made = credentialKey(url);
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect(credentialKey(url)).toBe(made);
    expect(readFileSync(key, "utf8")).toBe(`${made}\n`);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(credentialKey(at("b.db").url)).not.toBe(made);
  });

  it("is that of one process where none can be kept", () => {
    const { url, key } = at("c.db");
    writeFileSync(key, "no key\n");
    expect(credentialKey(url)).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(key, "utf8")).toBe("no key\n");
    expect(credentialKey("file:/nowhere/to/write.db")).toMatch(/^[0-9a-f]{64}$/);
  });
});
