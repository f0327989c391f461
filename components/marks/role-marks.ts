import { Bot, type LucideIcon, Settings2, User, Wrench } from "lucide-react";
import type { Role } from "@/lib/core/message/message";

/** Icon and name of each role. */
export const ROLE_MARKS: Readonly<Record<Role, { readonly icon: LucideIcon; readonly label: string }>> = {
  system: { icon: Settings2, label: "system" },
  user: { icon: User, label: "user" },
  assistant: { icon: Bot, label: "assistant" },
  tool: { icon: Wrench, label: "tool" },
};
