"use client";

import { memo } from "react";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { shownUserName } from "#lib/core/person/shown-user-name.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useTimes } from "../times.ts";
import { StateDot } from "./state-bar.tsx";
import { ACTIVE, type IdOf } from "./use-grid.ts";

type RowProps = {
	index: number;
	person: CohortPerson;
	height: number;
	now: Date;
	isSelected: boolean;
	activeColumn: number | undefined;
	idOf: IdOf;
	onToggle: (id: string) => void;
	onOpen: (id: string) => void;
};

/** One person on one line, on a phone on two, since a truncated state may read like another. */
export const PeopleRow = memo(function PeopleRow({ index, person, isSelected, ...how }: RowProps) {
	const { height, now, activeColumn, idOf, onToggle, onOpen } = how;
	const t = useTranslations("cohort");
	const { short, ago, exact } = useTimes();
	const { member, where } = person;
	const changedAt = member.lastPasswordChangeAt;
	const until = where.lock?.until;
	const reason = until ? t("lockedUntil", { until: short(until) }) : t(`reasons.${where.reason}`);
	const state = t(`states.${where.state}`);
	const cell = (column: number) => ({ id: idOf({ row: index, column }) });
	const ring = (column: number) => (activeColumn === column ? ACTIVE : "");
	return (
		<tr
			aria-rowindex={index + 2}
			aria-selected={isSelected}
			style={{ height }}
			className="border-t border-line hover:bg-raised aria-selected:bg-info-tint"
		>
			<td {...cell(0)} className={`px-3 ${ring(0)}`}>
				<input
					type="checkbox"
					tabIndex={-1}
					aria-label={t("selectOne", { name: member.displayName })}
					checked={isSelected}
					onChange={() => onToggle(member.id)}
					className="block size-4.5 accent-action"
				/>
			</td>
			<th
				{...cell(1)}
				scope="row"
				title={`${member.displayName}\n${shownUserName(member.userPrincipalName)}`}
				className={`px-2 text-start font-normal ${ring(1)}`}
			>
				<Person member={member} onOpen={onOpen} />
			</th>
			<td {...cell(2)} title={`${state}. ${reason}`} className={`px-2 sm:truncate ${ring(2)}`}>
				<span className="flex items-center gap-1.5 leading-5 sm:contents">
					<StateDot state={where.state} /> <span className="font-semibold">{state}</span>
				</span>
				{member.isSynchronised && (
					<span className="ms-2 hidden rounded-pill border border-line px-1.5 text-sm text-muted lg:inline">
						{t("synchronised")}
					</span>
				)}
				<span className="ms-2 hidden text-muted sm:inline">{reason}</span>
			</td>
			<td
				{...cell(3)}
				title={where.since && exact(where.since)}
				className={`hidden truncate px-2 text-muted tabular-nums min-[75rem]:table-cell ${ring(3)}`}
			>
				{where.since && ago(where.since, now)}
			</td>
			<td
				{...cell(4)}
				title={changedAt && exact(changedAt)}
				className={`hidden truncate px-2 text-muted tabular-nums min-[75rem]:table-cell ${ring(4)}`}
			>
				{changedAt && ago(changedAt, now)}
			</td>
		</tr>
	);
});

type PersonProps = { member: CohortPerson["member"]; onOpen: (id: string) => void };

/**
 * Each part has its own direction, so that truncation cuts its end. A wide table always has space for an address, which tells
 * namesakes apart; one that would be truncated to a few letters wraps out of sight.
 */
function Person({ member, onOpen }: PersonProps) {
	return (
		<div className="flex min-w-0 gap-x-2 overflow-hidden sm:h-6 sm:flex-wrap sm:items-center">
			<button
				type="button"
				tabIndex={-1}
				dir="auto"
				onClick={() => onOpen(member.id)}
				className="line-clamp-2 min-h-6 max-w-full cursor-pointer text-start leading-5 font-semibold wrap-anywhere hover:underline sm:block sm:truncate min-[75rem]:max-w-[60%]"
			>
				{member.displayName}
			</button>
			<span dir="auto" className="hidden min-w-0 flex-1 basis-16 truncate text-muted sm:block">
				{shownUserName(member.userPrincipalName)}
			</span>
		</div>
	);
}
