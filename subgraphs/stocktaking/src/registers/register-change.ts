import { connectionOf, edgeOf } from "@actionline/kit/connection";
import { graphEnum } from "@actionline/kit/graph-enum";
import { DateTimeScalar, JsonScalar } from "@actionline/kit/scalars";
import type { RegisterKind } from "@actionline/schema/coordination-records";
import { Field, Float, ID, InputType, ObjectType } from "type-graphql";
import { RegisterEdit } from "./register-input";

export const Register = graphEnum<RegisterKind>("Register", "The registers that coverage is read against.", {
  EXPECTATION: "What is expected, in which cells of the grid.",
  SCOPE: "How complete agencies say their reporting is, nil returns included.",
  STATEMENT: "Nil statements that teams signed for stakeholders nobody reports for.",
  COMMITMENT: "What organizations committed themselves to.",
});

export type RegisterOperationName = "ADDED" | "CHANGED" | "WITHDRAWN";

export const RegisterOperation = graphEnum<RegisterOperationName>("RegisterOperation", "What happened to a line of a register.", {
  ADDED: "The line is new.",
  CHANGED: "The line says something else than before.",
  WITHDRAWN: "The line no longer stands.",
});

@ObjectType("RegisterChange", { description: "One change of a register: what, when, by whom and why. Nobody can take it out again." })
export class RegisterChange {
  @Field(() => Float, { description: "The sequence of the log that the change was entered with." })
  readonly sequence!: number;

  @Field(() => DateTimeScalar, { description: "When it was entered." })
  readonly at!: Date;

  @Field(() => Register, { description: "Which register." })
  readonly register!: RegisterKind;

  @Field(() => RegisterOperation, { description: "What happened to the line." })
  readonly operation!: RegisterOperationName;

  @Field(() => ID, { description: "The line's id." })
  readonly line!: string;

  @Field(() => String, { description: "Who owns the line: a team, an agency or an organization." })
  readonly owner!: string;

  @Field(() => String, { nullable: true, description: "Who made the change; null where it came by an agency's source." })
  readonly by!: string | null;

  @Field(() => String, { nullable: true, description: "Why, in the words of who made it; null where none were given." })
  readonly reason!: string | null;

  @Field(() => JsonScalar, { nullable: true, description: "What the line said before; null for a new one." })
  readonly before!: object | null;

  @Field(() => JsonScalar, { nullable: true, description: "What it says since; null where it was withdrawn." })
  readonly after!: object | null;
}

@ObjectType({ description: "A change in its list." })
export class RegisterChangeEdge extends edgeOf(RegisterChange) {}

@ObjectType({ description: "A page of the registers' change log, the newest first." })
export class RegisterChangeConnection extends connectionOf(RegisterChange, RegisterChangeEdge) {}

@InputType({ description: "Which changes are meant; each field given holds, any of its values is enough." })
export class RegisterChangeFilter {
  @Field(() => [Register], { nullable: true, description: "Registers." })
  registers?: RegisterKind[] | null;

  @Field(() => [ID], { nullable: true, description: "Lines, by id." })
  lines?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Owners, such as team:C7-eHealth or an agency's id." })
  owners?: string[] | null;
}

@InputType({ description: "A line of a register to withdraw. What it decided until now stays told." })
export class WithdrawRegisterLineInput extends RegisterEdit {
  @Field(() => Register, { description: "Which register." })
  register!: RegisterKind;

  @Field(() => ID, { description: "The line." })
  line!: string;

  @Field(() => String, { description: "Why, in up to 2000 characters; it stands in the change log." })
  reason!: string;
}

@ObjectType({ description: "What a withdrawal did." })
export class WithdrawRegisterLinePayload {
  @Field(() => RegisterChange, { description: "The withdrawal as the change log tells it." })
  readonly change!: RegisterChange;
}
