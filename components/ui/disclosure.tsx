"use client";

import { type ReactNode, useState } from "react";
import { Icon } from "./icon.tsx";

type Props = { summary: ReactNode; children: ReactNode };

/**
 * Details on request. Rendered when first opened, and kept up to date from then on. The summary is higher than its
 * text, for fingers; where nothing else is above or below, that height is part of the distance.
 */
export function Disclosure({ summary, children }: Props) {
	const [wasOpened, setWasOpened] = useState(false);
	return (
		<details className="first:-mt-2.5 last:-mb-2.5" onToggle={() => setWasOpened(true)}>
			<summary className="-ms-1 flex min-h-control w-fit cursor-pointer items-center gap-2 py-1.5 font-semibold text-action hover:text-action-strong">
				<Icon name="chevron" />
				{summary}
			</summary>
			{wasOpened && <div className="pb-2 sm:ps-6">{children}</div>}
		</details>
	);
}
