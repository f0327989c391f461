"use client";

import { LogOut } from "lucide-react";
import { useAccess } from "@/components/ui/access";
import { IconButton } from "@/components/ui/icon-button";

/** Lets the browser forget its key; nothing where the server asks for none. */
export function LogOutButton() {
  const { asksForKeys } = useAccess();
  if (!asksForKeys) return null;
  return (
    <form method="post" action="/logout">
      <IconButton label="Log out" type="submit">
        <LogOut size={16} aria-hidden />
      </IconButton>
    </form>
  );
}
