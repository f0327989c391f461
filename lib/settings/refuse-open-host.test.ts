import { describe, expect, it } from "vitest";
import { refuseOpenHost } from "./refuse-open-host";
import { readSettings } from "./settings";

const start = (env: Readonly<Record<string, string>>) => () => refuseOpenHost(readSettings(env));

describe("a start without a token", () => {
  it.each(["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"])("is as it should be on %s", (HOST) => {
    expect(start({ HOST })).not.toThrow();
  });

  it.each(["0.0.0.0", "::", "192.168.1.7", "turntree.example", "127.evil.example"])(
    "is refused on %s",
    (HOST) => {
      expect(start({ HOST })).toThrow(
        `HOST ${HOST} can be reached from other machines and TURNTREE_API_TOKEN is not set: set it, or TURNTREE_ALLOW_OPEN=yes if`,
      );
      expect(start({ HOST, TURNTREE_API_TOKEN: "the admin's token" })).not.toThrow();
      expect(start({ HOST, TURNTREE_ALLOW_OPEN: "yes" })).not.toThrow();
    },
  );
});
