import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { API_TOKEN_COOKIE, isManagementAllowed } from "@/lib/recorder/edge/api-token";
import { getRuntime } from "@/lib/server/runtime";

/** Keeps the API token in a cookie that scripts cannot read, so that the pages work without a header. */
export async function POST(request: Request): Promise<Response> {
  const { settings } = await getRuntime();
  const token = (await request.formData()).get("token");
  const offered = new Headers({ "x-turntree-token": typeof token === "string" ? token : "" });
  if (!isManagementAllowed(offered, settings.apiToken)) redirect("/login/refused");
  const jar = await cookies();
  jar.set(API_TOKEN_COOKIE, typeof token === "string" ? token : "", {
    httpOnly: true,
    sameSite: "strict",
    path: "/",
  });
  redirect("/sessions");
}
