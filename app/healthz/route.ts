import { health } from "@/lib/api/health";
import { getRuntime } from "@/lib/server/runtime";

export async function GET(): Promise<Response> {
  return health(await getRuntime());
}
