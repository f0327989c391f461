import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "@/test/store/temporary-folder";

/** Runs the program where no engine can be installed. */
function withoutPython(...flags: readonly string[]) {
  const folder = temporaryFolder();
  const ran = spawnSync(
    process.execPath,
    ["--import", "tsx", "engines/run-engines.ts", "--only", "sglang", ...flags],
    {
      encoding: "utf8",
      env: {
        ...process.env,
        XDG_CACHE_HOME: folder.path,
        TURNTREE_PYTHON: "/no/python",
        TURNTREE_TRAINERS_CACHE: "",
      },
    },
  );
  folder.remove();
  return ran;
}

describe("an engine that cannot be installed", () => {
  it("is an error by hand", () => {
    const { status, stdout } = withoutPython();
    expect(stdout).toMatch(/^SGLANG NOT RUN: it cannot be installed here: /);
    expect(status).toBe(1);
  });

  it("is named, and gone on without, where it is optional", () => {
    const { status, stdout } = withoutPython("--optional");
    expect(stdout).toMatch(/^SGLANG NOT RUN: it cannot be installed here: /);
    expect(status).toBe(0);
  });
});
