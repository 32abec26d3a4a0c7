import { useState } from "react";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { show } from "#components/test-support/show.tsx";
import { Drawer } from "./drawer.tsx";

test("a drawer that the page itself takes away gives the focus back, as after going back", async () => {
	let leave = () => {};
	function Page() {
		const [isOpen, setIsOpen] = useState(false);
		leave = () => setIsOpen(false);
		return (
			<>
				<button type="button" onClick={() => setIsOpen(true)}>
					Ada
				</button>
				{isOpen && (
					<Drawer text={{ label: "Ada", close: "Close" }} onClose={leave}>
						<p>Beside the page</p>
					</Drawer>
				)}
			</>
		);
	}
	await show(<Page />);
	await userEvent.keyboard("{Tab}{Enter}");
	await expect.element(page.getByText("Beside the page")).toBeVisible();
	leave();
	await expect.element(page.getByText("Beside the page")).not.toBeInTheDocument();
	await expect.element(page.getByRole("button", { name: "Ada" })).toHaveFocus();
});
