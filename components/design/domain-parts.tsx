"use client";

import { FailureNotice } from "#components/failure/failure-notice.tsx";
import { LinkMessage } from "#components/link/link-message.tsx";
import { OtherDevice } from "#components/progress/other-device.tsx";
import { ReadinessReport } from "#components/progress/readiness-report.tsx";
import { SignInInstructions } from "#components/progress/sign-in-instructions.tsx";
import { TellMe } from "#components/progress/tell-me/tell-me.tsx";
import { PhoneNumber } from "#components/ui/phone-number.tsx";
import type { LinkView } from "#lib/core/link/link.ts";
import { EXAMPLE_VIEWS } from "./example-views.ts";
import { Group, Specimen } from "./specimen.tsx";

const LINK: LinkView = {
	id: "0123456789ab",
	title: "A new password for the lab",
	language: "en",
	message: "Your account can sign in to the lab once you have changed your password.",
	helper: { name: "IT helpdesk", mail: "help@contoso.com", phone: "+49 30 123456" },
	helperPhoneUri: "tel:+4930123456",
	deadline: "2027-01-31",
	way: "portal",
	domainHint: "",
};

const NAMES = {
	userPrincipalName: "maria.rossi@contoso.com",
	samAccountName: "maria.rossi",
	domain: { name: "aadds.contoso.com", netbios: "AADDS" },
};

const FAILURES = ["account-elsewhere", "blocked-by-policy", "portal-failed"] as const;

/** Progress in all its states. */
export function Progress() {
	return (
		<Group name="Progress">
			{Object.entries(EXAMPLE_VIEWS).map(([name, view]) => (
				<Specimen key={name} name={name} isWide>
					<ReadinessReport
						ticket="example"
						view={view}
						checkedAt={view.checkedAt}
						isConnected={name !== "late"}
						support={<Helper />}
					>
						{/* Only one can give the page its icon. */}
						{name === "waiting" && (
							<TellMe ticket={name} view={view} mailTo="To maria.rossi@contoso.com">
								<OtherDevice ticket="example" />
							</TellMe>
						)}
					</ReadinessReport>
				</Specimen>
			))}
		</Group>
	);
}

/** As in the frame of every page, which is rendered at build time. */
function Helper() {
	return (
		<section>
			<p className="font-semibold">Help from IT helpdesk</p>
			<PhoneNumber uri="tel:+4930123456">+49 30 123456</PhoneNumber>
		</section>
	);
}

/** The pages before and after the change. */
export function Around() {
	return (
		<Group name="Links, sign-in and what comes after">
			<Specimen name="A link's page">
				<LinkMessage link={LINK} />
			</Specimen>
			<Specimen name="How to sign in">
				<SignInInstructions names={NAMES} />
			</Specimen>
			{FAILURES.map((code) => (
				<Specimen key={code} name={`Failure: ${code}`}>
					<FailureNotice failure={{ code, vendorCode: "AADSTS50105" }} />
				</Specimen>
			))}
		</Group>
	);
}
