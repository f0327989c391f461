import { logIn } from "@/lib/api/log-in";
import { getRuntime } from "@/lib/server/runtime";

/** `POST /login`: the form that the door shows to whoever has no key for pages. */
export async function POST(request: Request): Promise<Response> {
  return logIn((await getRuntime()).gate, request);
}
