import { logIn } from "@/lib/api/log-in";
import { getRuntime } from "@/lib/server/runtime";

/** `POST /login`: the form that the pages show where the server asks for a token. */
export async function POST(request: Request): Promise<Response> {
  return logIn((await getRuntime()).settings, request);
}
