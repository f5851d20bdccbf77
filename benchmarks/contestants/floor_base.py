"""What the floor's models share: wire names, unknown fields kept, open enumerations."""

from enum import Enum
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

E = TypeVar("E", bound=Enum)

Open = Annotated[E | str, Field(union_mode="left_to_right")]


def wire_name(name: str) -> str:
    """The JSON key of a field."""
    if name.endswith("__ns"):
        return "".join(word.capitalize() for word in name[:-4].split("_")) + "__NS"
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


class Model(BaseModel):
    """Any of the models."""

    model_config = ConfigDict(
        alias_generator=wire_name,
        validate_by_name=True,
        validate_by_alias=True,
        extra="allow",
        coerce_numbers_to_str=True,
    )
