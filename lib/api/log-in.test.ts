import { describe, expect, it } from "vitest";
import { KeyGate } from "@/lib/recorder/keys/key-gate";
import { KeyRing } from "@/lib/recorder/keys/key-ring";
import { logIn } from "./log-in";

const TOKEN = "le töken & more";
const [TRAINER, READER] = ["the trainer's token", "the reader's token"];

const gate = new KeyGate(
  new KeyRing({ apiToken: TOKEN, trainerToken: TRAINER, readToken: READER, signingKey: null }, ""),
);

const FORM = "application/x-www-form-urlencoded";

let addresses = 0;
/** Sends a login as the door lets it in, from an address of its own unless one is given. */
function send(
  body: BodyInit,
  type: string = FORM,
  address = `10.0.0.${++addresses}`,
  more: Readonly<Record<string, string>> = {},
  query = "",
): Promise<Response> {
  const headers = { ...more, "content-type": type, "x-turntree-address": address };
  return logIn(gate, new Request(`http://127.0.0.1/login${query}`, { method: "POST", headers, body }));
}

const form = (token: string) => new URLSearchParams({ token }).toString();

describe("the login", () => {
  it("keeps the right token in a cookie, and leads to the sessions", async () => {
    const response = await send(form(TOKEN), `${FORM}; charset=utf-8`);
    expect([response.status, response.headers.get("location")]).toEqual([303, "/sessions"]);
    expect(response.headers.get("set-cookie")).toBe(
      `turntree_token=${encodeURIComponent(TOKEN)}; Path=/; HttpOnly; SameSite=strict`,
    );
  });

  it("takes the reader's key, and no other that works elsewhere", async () => {
    const reader = await send(form(READER));
    expect(reader.headers.get("set-cookie")).toContain(encodeURIComponent(READER));
    for (const key of [TRAINER, gate.ring.sessionKey("a") ?? ""]) {
      const refused = await send(form(key));
      expect(refused.headers.get("location"), key).toBe("/login/refused");
      expect(refused.headers.get("set-cookie")).toBeNull();
    }
  });

  it.each([
    ["?to=%2Fsessions%2Fa%3Fsample%3D2", "/sessions/a?sample=2"],
    ["?to=https%3A%2F%2Fevil.example%2F", "/sessions"],
    ["?to=%2F%2Fevil.example", "/sessions"],
    ["?to=%2F%5Cevil.example", "/sessions"],
    ["?to=%2F.%2F%2Fevil.example", "/sessions"],
    ["?to=%2Flogin%2Frefused", "/sessions"],
    ["?to=evil", "/sessions"],
    ["", "/sessions"],
  ])("shown at %s leads to %s", async (query, location) => {
    const from = await send(form(TOKEN), FORM, undefined, {}, query);
    expect(from.headers.get("location")).toBe(location);
    expect((await send(form("wrong"), FORM, undefined, {}, query)).headers.get("location")).toBe(
      `/login/refused${query}`,
    );
  });

  it("sends a cookie that came over TLS over TLS alone", async () => {
    const secure = await send(form(TOKEN), FORM, undefined, { "x-forwarded-proto": "https" });
    expect(secure.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  it("leads who is wrong to the form again, without a cookie", async () => {
    for (const body of [form("wrong"), "", "other=1", "%zz"]) {
      const response = await send(body);
      expect([response.status, response.headers.get("location")]).toEqual([303, "/login/refused"]);
      expect(response.headers.get("set-cookie")).toBeNull();
    }
  });

  it("reads a form of at most 1 KB, and never holds more", async () => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 512;
        controller.enqueue(new Uint8Array(512).fill(97));
      },
    });
    const request = new Request("http://127.0.0.1/login", {
      method: "POST",
      headers: { "content-type": FORM, "x-turntree-address": "10.1.0.1" },
      body: endless,
      // Node's fetch asks for it where a body is a stream.
      ...{ duplex: "half" },
    });
    expect((await logIn(gate, request)).status).toBe(413);
    expect(given).toBeLessThan(8192);
  });

  it.each(["application/json", "multipart/form-data; boundary=b", "text/plain", ""])(
    "refuses a body of type %s in words",
    async (type) => {
      const response = await send("{}", type);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: { message: expect.stringContaining(`content-type ${FORM}`), type: "invalid_request" },
      });
    },
  );

  it("slows down who guesses, and says when to come again", async () => {
    const statuses: number[] = [];
    for (let guess = 0; guess < 12; guess++)
      statuses.push((await send(form(`guess ${guess}`), FORM, "10.9.9.9")).status);
    expect(statuses).toEqual([...Array(10).fill(303), 429, 429]);
    const right = await send(form(TOKEN), FORM, "10.9.9.9");
    expect([right.status, right.headers.get("retry-after")]).toEqual([429, "3"]);
    expect((await send(form(TOKEN))).status).toBe(303);
  });
});
