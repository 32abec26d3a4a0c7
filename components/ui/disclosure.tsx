"use client";

import { type ReactNode, useState } from "react";
import { TEXT_LINK } from "./text-link.ts";

type Props = { summary: ReactNode; children: ReactNode };

/** Details on request. Rendered when first opened, and kept up to date from then on. */
export function Disclosure({ summary, children }: Props) {
	const [wasOpened, setWasOpened] = useState(false);
	return (
		<details className="my-4 last:mb-0" onToggle={() => setWasOpened(true)}>
			<summary className={`min-h-6 w-fit cursor-pointer py-1 ${TEXT_LINK}`}>{summary}</summary>
			{wasOpened && <div className="mt-2 border-s-2 border-line ps-4">{children}</div>}
		</details>
	);
}
