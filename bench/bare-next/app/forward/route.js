import { Agent, request as send } from "undici";

const engine = process.env.TURNTREE_ENGINE_URL ?? "";
const kept = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

/**
 * Forwards a call and records nothing: what Next alone costs.
 *
 * @param {Request} request
 */
export async function POST(request) {
  const body = await request.text();
  JSON.parse(body);
  const headers = { "content-type": "application/json" };
  const answer = await send(`${engine}/plain`, { method: "POST", headers, body, dispatcher: kept });
  return new Response(await answer.body.text(), { headers });
}
