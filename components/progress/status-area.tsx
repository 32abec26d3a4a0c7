"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { loadConfig } from "#lib/browser/client-config.ts";
import type { ClientConfig } from "#lib/core/client-config.ts";
import { sayingOf } from "#lib/core/watch/saying.ts";
import { SignInInstructions } from "./sign-in-instructions.tsx";
import { WatchFollower } from "./watch-follower.tsx";

/** The status for whoever has its address: no sign-in, and no word of who it is. */
export function StatusArea() {
	const ticket = usePathname().split("/").at(-1) ?? "";
	return (
		<WatchFollower ticket={ticket}>
			{(view) => sayingOf(view).action === "sign-in" && <Instructions />}
		</WatchFollower>
	);
}

function Instructions() {
	const [domain, setDomain] = useState<ClientConfig["domain"]>();
	useEffect(() => {
		// Without the settings the page still shows the state; only the instructions stay away.
		loadConfig().then(
			(config) => setDomain(config.domain),
			() => undefined,
		);
	}, []);
	return (
		domain && (
			<SignInInstructions
				names={{ userPrincipalName: undefined, samAccountName: undefined, domain }}
			/>
		)
	);
}
