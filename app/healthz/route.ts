import { health } from "@/lib/api/health";
import { getRuntime } from "@/lib/server/runtime";

export const dynamic = "force-dynamic";

/** `GET /healthz`: readiness, which everybody may ask for. */
export async function GET(request: Request): Promise<Response> {
  return health(await getRuntime(), request);
}
