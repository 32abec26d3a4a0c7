"use client";

import { useRef } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { CardHeading } from "#components/ui/card-heading.tsx";
import { CopyField } from "#components/ui/copy-field.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { ErrorSummary } from "#components/ui/error-summary.tsx";
import { ErrorSummarySlot } from "#components/ui/error-summary-slot.tsx";
import { FactList } from "#components/ui/fact-list.tsx";
import { FoldButton } from "#components/ui/fold-button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PasswordField } from "#components/ui/password-field.tsx";
import { PhoneNumber } from "#components/ui/phone-number.tsx";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import { StackedCell, StackedRow, StackedTable } from "#components/ui/stacked-table.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { Tag, type TagLook } from "#components/ui/tag.tsx";
import { SelectField, TextArea, TextField } from "#components/ui/text-field.tsx";
import { Group, Specimen } from "./specimen.tsx";

/** Complete by type: a new icon must be shown. */
const ICONS: Record<IconName, true> = {
	alert: true,
	check: true,
	chevron: true,
	clock: true,
	cloud: true,
	help: true,
	key: true,
	language: true,
	laptop: true,
	link: true,
	list: true,
	lock: true,
	people: true,
	person: true,
	server: true,
	search: true,
	shield: true,
};
const TAGS: Record<TagLook, true> = {
	plain: true,
	success: true,
	warning: true,
	danger: true,
	muted: true,
};

export function Icons() {
	return (
		<Group name="Icons and tags">
			<Specimen name="Icons">
				<ul className="flex flex-wrap gap-4">
					{Object.keys(ICONS).map((name) => (
						<li key={name} className="flex items-center gap-2 text-sm">
							<Icon name={name as IconName} /> {name}
						</li>
					))}
				</ul>
			</Specimen>
			<Specimen name="Tags">
				<p className="flex flex-wrap gap-2">
					{Object.keys(TAGS).map((look) => (
						<Tag key={look} look={look as TagLook}>
							{look}
						</Tag>
					))}
				</p>
			</Specimen>
			<Specimen name="Heading of a card">
				<div className="card">
					<CardHeading icon="laptop">Work computers</CardHeading>
					<p className="mt-3">A card is what belongs together.</p>
				</div>
			</Specimen>
			<Specimen name="Display, page and section">
				<p className="text-4xl font-bold">Display 36/42</p>
				<p className="text-3xl font-bold">Narrow 28/34</p>
				<p className="text-2xl font-bold">Heading 26/32</p>
				<p className="text-xl">Lead 20/28</p>
				<p>Body 17/26</p>
				<p className="text-sm">Small 15/22</p>
				<p className="text-xs">Note 13/20</p>
			</Specimen>
		</Group>
	);
}

export function Actions() {
	return (
		<Group name="Buttons and links">
			<Specimen name="Buttons">
				<p className="flex flex-wrap gap-4">
					<Button>Change password</Button>
					<Button look="secondary">Use another account</Button>
					<Button look="danger-quiet">Remove</Button>
					<Button look="danger">Expire 3 passwords</Button>
				</p>
			</Specimen>
			<Specimen name="Links">
				<p>
					A <AppLink href="/design">link within a sentence</AppLink>, and a number:{" "}
					<PhoneNumber uri="tel:+4930123456">+49 30 123456</PhoneNumber>
				</p>
			</Specimen>
			<Specimen name="Something to copy">
				<CopyField label="Reference" value="KT-7Q3M-2XNA" />
			</Specimen>
			<Specimen name="Disclosure">
				<Disclosure summary="Technical details">Only some want to see this.</Disclosure>
			</Specimen>
			<Specimen name="Open and closed">
				<p className="flex flex-wrap gap-4">
					<FoldButton isOpen={false}>Filter</FoldButton>
					<FoldButton isOpen>Progress over time</FoldButton>
				</p>
			</Specimen>
			<Specimen name="Tabs">
				<Tabs
					label="Where"
					tabs={["Windows", "Mac", "Linux"].map((name) => ({ name, content: `On ${name}` }))}
				/>
			</Specimen>
		</Group>
	);
}

export function Messages() {
	return (
		<Group name="Messages">
			{(["action", "success", "warning", "danger"] as const).map((look) => (
				<Specimen key={look} name={`Notice: ${look}`}>
					<Notice look={look} heading="Something that must be seen">
						<p>
							What it means, and <AppLink href="/design">where to go</AppLink>.
						</p>
					</Notice>
				</Specimen>
			))}
			<Specimen name="Waiting">
				<Loading>Loading</Loading>
				<ProgressBar aria-label="Half" value={50} max={100} />
				<p className="my-4">
					<ProgressBar aria-label="Nothing yet" value={0} max={100} />
				</p>
			</Specimen>
		</Group>
	);
}

const PASSWORD = {
	label: "New password",
	show: "Show",
	hide: "Hide",
	capsLock: "Caps Lock is on",
	showThis: "Show new password",
	hideThis: "Hide new password",
	shown: "Shown",
	hidden: "Hidden",
};

function Password({ id, error }: { id: string; error?: string }) {
	const input = useRef<HTMLInputElement>(null);
	return (
		<PasswordField
			id={id}
			name={id}
			text={PASSWORD}
			autoComplete="new-password"
			error={error}
			isBusy={false}
			inputRef={input}
		/>
	);
}

export function Fields() {
	const error = "Enter a title";
	return (
		<Group name="Fields">
			<Specimen name="Errors of a form" isWide>
				<ErrorSummarySlot />
				<ErrorSummary
					heading="There is a problem"
					submits={0}
					errors={[
						{ message: error, field: "text-error" },
						{ message: "Nothing was saved", field: undefined },
					]}
				/>
			</Specimen>
			<Specimen name="Text">
				<TextField id="text" label="Title" hint="What people see first" />
				<TextField id="text-error" label="Title" error={error} />
			</Specimen>
			<Specimen name="Password">
				<Password id="password" />
				<Password id="password-error" error="Enter your new password" />
			</Specimen>
			<Specimen name="Several lines">
				<TextArea id="area" label="Message" rows={3} />
			</Specimen>
			<Specimen name="One of a few">
				<SelectField
					id="select"
					label="Way"
					value="portal"
					onChoose={() => undefined}
					options={[{ value: "portal", text: "In this portal" }]}
				/>
			</Specimen>
		</Group>
	);
}

export function Lists() {
	return (
		<Group name="Lists and tables">
			<Specimen name="Facts">
				<FactList
					facts={[
						{ name: "Account", value: "Maria Rossi" },
						{ name: "Last change", value: "5 January 2026" },
					]}
				/>
			</Specimen>
			<Specimen name="Code to scan">
				<QrCode value="https://password.contoso.com/status/example" label="A code" />
			</Specimen>
			<Specimen name="Table" isWide>
				<StackedTable columns={["Name", "State", "Since"]}>
					{["Maria Rossi", "Jan de Vries"].map((name) => (
						<StackedRow key={name} head={name}>
							<StackedCell>
								<Tag>Waiting</Tag>
							</StackedCell>
							<StackedCell name="Since">3 min</StackedCell>
						</StackedRow>
					))}
				</StackedTable>
			</Specimen>
		</Group>
	);
}
