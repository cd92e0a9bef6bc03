import { hubError } from "@actionline/kit/hub-error";
import type { RequestHandler } from "express";

/** Two Host headers, or an address with a host of its own, let a proxy and the hub disagree about who is asked. */
export const wellAddressed: RequestHandler = ({ rawHeaders, url }, _, next) => {
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === "host");
  if (hosts.length > 1) throw hubError("BAD_REQUEST", "The request has more than one Host header; send one.");
  if (!url.startsWith("/")) throw hubError("BAD_REQUEST", 'Ask for a path, such as "/graphql".');
  next();
};
