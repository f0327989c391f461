import { logIn } from "@/lib/api/log-in";
import { getRuntime } from "@/lib/server/runtime";

/** `GET /login`: the form is what pages show to whoever has no key. */
export function GET(): Response {
  return new Response(null, { status: 303, headers: { location: "/sessions" } });
}

/** `POST /login`: the form that the pages show where the server asks for a key. */
export async function POST(request: Request): Promise<Response> {
  return logIn((await getRuntime()).gate, request);
}
