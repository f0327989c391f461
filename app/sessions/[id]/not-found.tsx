"use client";

import { useParams } from "next/navigation";
import { UnknownSession } from "@/components/session-page/unknown-session";

/** What a link to a session that is not recorded here shows. */
export default function SessionNotFound() {
  const { id } = useParams<{ id: string }>();
  return <UnknownSession id={decodeURIComponent(id)} />;
}
