import { expect, it } from "vitest";
import * as withKey from "@/app/k/[key]/[[...path]]/route";
import * as ofSession from "@/app/s/[session]/[[...path]]/route";
import * as withToken from "@/app/t/[token]/[[...path]]/route";
import * as atRoot from "@/app/v1/[[...path]]/route";

/** What Next hands over below each base URL; the path is optional, so that the base URL itself is as well. */
const HANDED_OVER = {
  "/v1": atRoot,
  "/s/{session}": ofSession,
  "/k/{key}": withKey,
  "/t/{token}": withToken,
};

it.each(Object.entries(HANDED_OVER))(
  "what is called below %s is answered here, whatever the method",
  (_, route) => {
    expect(Object.keys(route).sort()).toEqual(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);
  },
);
