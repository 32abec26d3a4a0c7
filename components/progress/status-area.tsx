"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import { SignInInstructions } from "./sign-in-instructions.tsx";
import { WatchFollower } from "./watch-follower.tsx";

type Props = {
	/** Who helps. */
	support: ReactNode;
	/** The managed domain's names; empty if they are not set. */
	domain: { name: string; netbios: string };
};

/** The status for anybody who has its address: no sign-in, and nothing that identifies the person. */
export function StatusArea({ support, domain }: Props) {
	const ticket = usePathname().split("/").at(-1) ?? "";
	const names = {
		userPrincipalName: undefined,
		samAccountName: undefined,
		domain: { name: domain.name || undefined, netbios: domain.netbios || undefined },
	};
	return (
		<WatchFollower
			ticket={ticket}
			support={support}
			parts={(view) => ({
				next: statusMessageOf(view).action === "sign-in" && <SignInInstructions names={names} />,
			})}
		/>
	);
}
