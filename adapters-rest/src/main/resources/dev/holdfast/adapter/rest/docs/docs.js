"use strict";

// Shows /v3/api-docs. Everything from the document is set as text, never as markup.

const METHODS = ["get", "post", "put", "delete"];

function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null));
  return node;
}

function schemaName(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.type === "array") return schemaName(schema.items) + "[]";
  return [schema.type, schema.format].filter(Boolean).join(" ") || "any";
}

/** A schema with the named schemas inside it written out, each once on the way down. */
function resolved(schema, schemas, seen) {
  if (Array.isArray(schema)) return schema.map((item) => resolved(item, schemas, seen));
  if (schema === null || typeof schema !== "object") return schema;
  if (schema.$ref) {
    const name = schemaName(schema);
    if (seen.includes(name)) return { $ref: name };
    return resolved(schemas[name], schemas, [...seen, name]);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, resolved(value, schemas, seen)]),
  );
}

function schemaBlock(schema, schemas) {
  const text = JSON.stringify(resolved(schema, schemas, []), null, 2);
  return element(
    "details", {},
    element("summary", { textContent: schemaName(schema) }),
    element("pre", { textContent: text }),
  );
}

function contentRows(content, schemas) {
  return Object.entries(content || {}).map(([mediaType, { schema }]) =>
    element("div", {}, element("code", { textContent: mediaType }), schemaBlock(schema, schemas)));
}

function parameterTable(parameters) {
  if (parameters.length === 0) return null;
  const rows = parameters.map((parameter) =>
    element(
      "tr", {},
      element("td", {}, element("code", { textContent: parameter.name })),
      element("td", { textContent: parameter.in }),
      element("td", { textContent: schemaName(parameter.schema) }),
      element("td", { textContent: parameter.description || "" }),
    ));
  return element("table", {}, ...rows);
}

function responseTable(responses, schemas) {
  const rows = Object.entries(responses).map(([status, response]) =>
    element(
      "tr", {},
      element("td", { textContent: status }),
      element("td", { textContent: response.description }),
      element("td", {}, ...contentRows(response.content, schemas)),
    ));
  return element("table", {}, ...rows);
}

async function send(method, path, fields, body, output) {
  const query = new URLSearchParams();
  const headers = {};
  let target = path;
  for (const { parameter, input } of fields) {
    if (input.value === "") continue;
    if (parameter.in === "path") {
      target = target.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    } else if (parameter.in === "query") {
      query.append(parameter.name, input.value);
    } else {
      headers[parameter.name] = input.value;
    }
  }
  const key = document.getElementById("key").value;
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body && body.value) headers["Content-Type"] = "application/json";
  const url = query.size ? `${target}?${query}` : target;
  try {
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: body && body.value ? body.value : undefined,
    });
    const text = await response.text();
    let shown = text;
    if ((response.headers.get("Content-Type") || "").includes("json")) {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    }
    output.textContent = `${response.status} ${response.statusText}\n\n${shown}`;
  } catch (failure) {
    output.textContent = String(failure);
  }
}

function tryOut(method, path, operation) {
  const fields = operation.parameters.map((parameter) => ({
    parameter,
    input: element("input", { name: parameter.name }),
  }));
  const body = operation.requestBody ? element("textarea", { value: "{}" }) : null;
  const output = element("pre", {});
  const form = element(
    "form", {},
    ...fields.map(({ parameter, input }) => element("label", {}, `${parameter.name} `, input)),
    body ? element("label", {}, "body", body) : null,
    element("button", { textContent: "Send" }),
    output,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(method, path, fields, body, output);
  });
  return element("details", {}, element("summary", { textContent: "Try it" }), form);
}

function operationBlock(method, path, operation, schemas) {
  const title = element(
    "summary", {},
    element("span", { className: "method", textContent: method.toUpperCase() }),
    element("span", { className: "path", textContent: path }),
    ` — ${operation.summary}`,
  );
  const body = operation.requestBody;
  return element(
    "details", { id: operation.operationId },
    title,
    element("p", { textContent: operation.description }),
    parameterTable(operation.parameters),
    body ? element("h4", { textContent: "Body" }) : null,
    ...(body ? contentRows(body.content, schemas) : []),
    element("h4", { textContent: "Answers" }),
    responseTable(operation.responses, schemas),
    tryOut(method, path, operation),
  );
}

async function show() {
  const api = await (await fetch("/v3/api-docs")).json();
  const sections = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const method of METHODS.filter((name) => methods[name])) {
      const operation = methods[method];
      const tag = operation.tags[0];
      if (!sections.has(tag)) sections.set(tag, []);
      sections.get(tag).push(operationBlock(method, path, operation, api.components.schemas));
    }
  }
  const main = document.getElementById("operations");
  const contents = document.getElementById("contents");
  main.replaceChildren();
  for (const [tag, blocks] of [...sections].sort(([a], [b]) => (a < b ? -1 : 1))) {
    contents.append(element("a", { href: `#${tag}`, textContent: tag }));
    main.append(element("section", { id: tag }, element("h2", { textContent: tag }), ...blocks));
  }
}

show();
