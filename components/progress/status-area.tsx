"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useConfig } from "#components/site/use-config.ts";
import { statusMessageOf } from "#lib/core/watch/status-message.ts";
import { SignInInstructions } from "./sign-in-instructions.tsx";
import { WatchFollower } from "./watch-follower.tsx";

/** The status for anybody who has its address: no sign-in, and nothing that identifies the person. */
export function StatusArea({ support }: { support: ReactNode }) {
	const ticket = usePathname().split("/").at(-1) ?? "";
	return (
		<WatchFollower
			ticket={ticket}
			support={support}
			parts={(view) => ({ next: statusMessageOf(view).action === "sign-in" && <Instructions /> })}
		/>
	);
}

function Instructions() {
	// Without the settings the page still shows the state; only the instructions are missing.
	const domain = useConfig()?.domain;
	return (
		domain && (
			<SignInInstructions
				names={{ userPrincipalName: undefined, samAccountName: undefined, domain }}
			/>
		)
	);
}
