import { logOut } from "@/lib/api/log-out";

/** `POST /logout`: the button of a page that asks for a key. */
export function POST(request: Request): Response {
  return logOut(request);
}
