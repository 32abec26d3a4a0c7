"use client";

/** Shown when even the frame fails. No catalogue is loaded then, so it has all three languages, no styles and no other code. */
export default function GlobalError() {
	return (
		<html lang="en">
			<body>
				<h1>Sorry, there is a problem with this page</h1>
				<p>
					<a href="/">Go to the start page</a> ·{" "}
					<a href="/" lang="de">
						Zur Startseite
					</a>{" "}
					·{" "}
					<a href="/" lang="ar">
						إلى صفحة البداية
					</a>
				</p>
			</body>
		</html>
	);
}
