// Passkeys: `<form hidden data-passkey="make|show|sign-in" data-options="…" data-failed="words">` with a field `credential`.
// Without script, or in a browser without passkeys, such forms stay hidden.
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// What the server writes as text and the browser wants as bytes.
function decoded(options) {
  const found = { ...options, challenge: bytes(options.challenge) };
  if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) found[list] = options[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return found;
}

// What the browser answers as bytes and the server wants as text.
function encoded(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  const publicKey = decoded((await optionsOf(form)).publicKey);
  const ask = form.dataset.passkey === "make" ? "create" : "get";
  return encoded(await navigator.credentials[ask]({ publicKey }));
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector(".error[hidden]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await ask(form));
      } catch {
        failed.textContent = form.dataset.failed;
        failed.hidden = false;
        return;
      }
      form.submit();
    });
  }
}
