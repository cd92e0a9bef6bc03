import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { ObjectType } from "type-graphql";
import { Finding } from "./finding";

@ObjectType({ description: "A finding in its list." })
export class FindingEdge extends edgeOf(Finding) {}

@ObjectType({ description: "A page of findings, those that have held longest first. It lists and counts those alone that you may see." })
export class FindingConnection extends connectionOf(Finding, FindingEdge) {}
