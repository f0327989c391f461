import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import settings from "@/lib/settings/settings-table.json";
import manifest from "@/package.json";

const read = (path: string): string => readFileSync(path, "utf8");
const dockerfile = read("Dockerfile");
const compose = read("compose.yaml");

/** What a pattern finds in a text, by its first group. */
function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, first = ""]) => first);
}

/** Variables that are no settings of the server. */
const OTHERS = [
  ...["NODE_ENV", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_BIN"],
  // Of the job for Slurm alone.
  ...["TURNTREE_HOME", "TURNTREE_DATA", "TURNTREE_RECORDERS", "TURNTREE_PORT"],
];

describe("the Dockerfile", () => {
  it("copies what is there and what the context sends", () => {
    const copied = found(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((paths) => paths.split(" "));
    expect(copied).toEqual(["package.json", "package-lock.json", "."]);
    const ignored = read(".dockerignore").trim().split("\n");
    for (const path of copied) {
      expect(existsSync(path), path).toBe(true);
      expect(ignored).not.toContain(path);
    }
    // What the build needs of the checkout is sent.
    for (const path of ["app", "bin", "lib", "patches", "prisma", "scripts"])
      expect(ignored).not.toContain(path);
  });

  it("makes nothing of what the checkout made", () => {
    const ignored = read(".dockerignore").trim().split("\n");
    for (const path of found(
      read(".gitignore"),
      /^(node_modules|\.next|\.cache|data|prisma\/generated)\/$/gm,
    )) {
      expect(ignored).toContain(path);
    }
  });

  it("runs scripts that there are, and takes the package from where they put it", () => {
    const scripts = found(dockerfile, /npm run ([\w:]+)/g);
    expect(scripts).toEqual(["package"]);
    for (const script of scripts) expect(Object.keys(manifest.scripts)).toContain(script);
    expect(read("scripts/pack.mjs")).toContain('const STAGE = ".cache/package";');
    expect(found(dockerfile, /COPY --from=build \/source\/(\S+)/g)).toEqual([".cache/package"]);
    expect(read("scripts/pack.mjs")).toContain('cpSync("scripts/package/run-package.mjs"');
    expect(dockerfile).toContain('ENTRYPOINT ["node", "/opt/turntree/run-package.mjs"]');
  });

  it("has one Node.js in both stages, which the package takes", () => {
    const [version = ""] = found(dockerfile, /^ARG NODE_VERSION=(\S+)$/gm);
    expect(found(dockerfile, /^FROM node:\$\{(NODE_VERSION)\}-bookworm/gm)).toHaveLength(2);
    expect(found(dockerfile, /^(FROM) /gm)).toHaveLength(2);
    const [major = 0, minor = 0] = version.split(".").map(Number);
    expect(manifest.engines.node).toBe(">=20.19");
    expect(major * 1000 + minor).toBeGreaterThanOrEqual(20_019);
  });
});

describe("compose.yaml", () => {
  it("has nginx send calls to each of its recorders, and to no other server", () => {
    const recorders = found(compose, /^ {2}(recorder-\d+): \*recorder$/gm);
    expect(recorders.length).toBeGreaterThan(1);
    expect(found(compose, /server (recorder-\d+):3000 /g)).toEqual(recorders);
    // The patterns with which it changes nginx's configuration stand there.
    const nginx = read("deploy/nginx.conf");
    expect(nginx).toMatch(/hash .* consistent;/);
    const others = nginx.split("\n").filter((line) => !line.includes("server 127.0.0.1:"));
    expect(others.join("\n")).not.toContain("127.0.0.1");
  });

  it("publishes the port on which nginx listens", () => {
    expect(found(compose, /ports: \["127\.0\.0\.1:\d+:(\d+)"\]/g)).toEqual(
      found(read("deploy/nginx.conf"), /listen (\d+)/g),
    );
  });

  it("names the image of the version that there is, as Kubernetes does", () => {
    const images = [compose, read("deploy/kubernetes.yaml")].flatMap((text) =>
      found(text, /image: turntree:(\S+)/g),
    );
    expect(images).toEqual([manifest.version, manifest.version]);
  });
});

describe.each(["Dockerfile", "compose.yaml", "deploy/kubernetes.yaml", "deploy/turntree.slurm"])(
  "%s",
  (path) => {
    it("sets settings that there are", () => {
      const names = new Set(
        read(path).match(/\b(?:TURNTREE|OTEL|POSTGRES|NODE)_[A-Z_]+\b|\bDATABASE_URL\b/g),
      );
      const known = new Set([...settings.map(({ name }) => name), ...OTHERS, "NODE_VERSION"]);
      expect([...names].filter((name) => !known.has(name))).toEqual([]);
    });
  },
);
