import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { filesBelow } from "./files-below";

const read = (file: string) => readFileSync(file, "utf8");
const journeys = filesBelow(".", ["e2e"]).filter((file) => /^e2e\/([^/]+\.spec|support\/.*)\.ts$/.test(file));
const tests = filesBelow(".", ["app", "bin", "components", "lib", "scenarios", "test"]).filter((file) =>
  /\.(test|case)\.tsx?$|^test\/.*\.ts$/.test(file),
);

/** What these test is how long something takes. */
const OF_TIME = ["lib/recorder/long-faults.slow.test.ts", "lib/recorder/long-reply.slow.test.ts"];

describe("a busy machine is no failure", () => {
  it("there are journeys and tests to look at", () => {
    expect(journeys.length).toBeGreaterThan(20);
    expect(tests.length).toBeGreaterThan(100);
  });

  it("no journey waits for a time or for silence, or sets a bound of its own", () => {
    const waits = /waitForTimeout|networkidle|setTimeout|timeout: [1-9]/;
    // For how long a connection may rest is what the first of them tests.
    const allowed = ["e2e/resting-connections.spec.ts", "e2e/support/damaged-copy.ts"];
    expect(journeys.filter((file) => waits.test(read(file)))).toEqual(allowed);
  });

  it("every journey's page has opened only when it takes presses", () => {
    const bare = /import \{[^}]*\btest\b[^}]*\} from "@playwright\/test"/;
    expect(journeys.filter((file) => bare.test(read(file)))).toEqual(["e2e/support/journey.ts"]);
  });

  it("no other test sleeps", () => {
    const sleeps = /\bsetTimeout\b/;
    expect(tests.filter((file) => sleeps.test(read(file)))).toEqual(OF_TIME);
  });
});
