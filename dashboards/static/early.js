// Runs before the first paint: lets the style sheet show what needs scripting.
document.documentElement.classList.remove("no-script");
