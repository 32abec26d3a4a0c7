"use client";

import { type Fact, FactList } from "#components/ui/fact-list.tsx";
import type { ControllerAccount } from "#lib/core/account-view.ts";
import { distance } from "#lib/core/ago.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { LookedUp } from "#lib/core/helpdesk/looked-up.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";

type Props = { person: Member; lookedUp: LookedUp; now: Date };

/** What Entra and each controller hold, for agents who want the details. */
export function PersonFacts({ person, lookedUp, now }: Props) {
	const t = useTranslations("onePerson");
	const { ago, short } = useTimes();
	const controllerText = useControllerText();
	const last = person.lastPasswordChangeAt;
	const reference = lookedUp.watch?.view.reference;
	const kinds = [
		person.isExternal ? t("external") : t("member"),
		...(person.isSynchronised ? [t("synchronised")] : []),
		...(!person.isEnabled ? [t("disabled")] : []),
	];
	const facts: Fact[] = [
		...(reference
			? [{ name: t("reference"), value: <bdi className="font-mono">{reference}</bdi> }]
			: []),
		{ name: t("account"), value: kinds.join(", ") },
		{
			name: t("lastChange"),
			value: last ? (
				<time dateTime={last.toISOString()}>
					{distance(last, now).kind !== "far" && `${ago(last, now)} `}
					<span className="text-muted">{short(last)}</span>
				</time>
			) : (
				t("lastChangeUnknown")
			),
		},
		...lookedUp.account.controllers.map((controller) => ({
			name: controller.name,
			value: controllerText(controller),
		})),
	];
	return (
		<section className="my-6">
			<h3 className="text-base font-bold">{t("factsHeading")}</h3>
			<FactList facts={facts} />
			<p className="text-sm text-muted">{t("lastChangeHint")}</p>
		</section>
	);
}

function useControllerText() {
	const t = useTranslations("onePerson");
	const cohort = useTranslations("cohort");
	const { short } = useTimes();
	return (controller: ControllerAccount): string => {
		if (controller.kind !== "present") return t(`controllers.${controller.kind}`);
		const { passwordSetAt, block } = controller;
		const password =
			passwordSetAt instanceof Date
				? t("controllers.set", { when: short(passwordSetAt) })
				: t(passwordSetAt === "must-change" ? "controllers.mustChange" : "controllers.none");
		if (!block || block.kind === "must-change") return password;
		if (block.kind !== "locked") return `${password} ${cohort(`reasons.${block.kind}`)}.`;
		const locked = block.until
			? t("controllers.lockedUntil", { until: short(block.until) })
			: t("controllers.locked");
		return `${password} ${locked}`;
	};
}
