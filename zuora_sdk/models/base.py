"""What every model shares: JSON names, custom fields, exact JSON both ways, and the rules a request is held to."""

import datetime as dt
import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    Strict,
    ValidationError,
    ValidationInfo,
    WrapValidator,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema
from typing_extensions import Self

from zuora_sdk import _serialization
from zuora_sdk.models.base_enum import WireEnum

E = TypeVar("E", bound=WireEnum)
T = TypeVar("T")

Open = Annotated[E | str, Field(union_mode="left_to_right")]
"""An enumeration that the server may extend: a known value becomes its member, an unknown one stays a `str`."""

NumericText = Annotated[
    str,
    WrapValidator(lambda value, to_text: _serialization.NumericText(value) if type(value) is int else to_text(value)),
]
"""A text that may come as a JSON number, such as an error code. It reads as text and is written back as it came."""


Bool = Annotated[bool, Strict()]
"""True or false, and nothing that resembles them."""

Int = Annotated[int, Strict()]
"""A whole number, and no text that looks like one."""


class _TextSchema:
    """Text, or an integer as IDs are. Not a float: pandas makes floats of missing text (nan) and of IDs (12345.0)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        identifier = core_schema.no_info_after_validator_function(str, core_schema.int_schema(strict=True))
        return core_schema.union_schema(
            [core_schema.str_schema(strict=True), identifier],
            mode="left_to_right",
            custom_error_type="text",
            custom_error_message="expected text (or an integer, for an ID); NaN and other floats are not text",
        )


class _DateSchema:
    """Dates and moments. The common forms are validated in Rust; the function looks at the rest."""

    def __init__(self, common: Sequence[CoreSchema], rest: Callable[[Any, bool], dt.date | None], form: str) -> None:
        self._common = common
        self._rest = rest
        self._form = form

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        rest = core_schema.with_info_plain_validator_function(self._parse_rest)
        return core_schema.union_schema([*self._common, rest], mode="left_to_right")

    def _parse_rest(self, value: Any, info: ValidationInfo) -> dt.date:
        parsed = self._rest(value, info.context is _serialization.LENIENT) if value == value else None  # NaT is no date
        if parsed is None:
            raise PydanticCustomError("date", "expected {form}", {"form": self._form})
        return parsed


# pydantic by itself would take a bare number, in digits or as text, for seconds since 1970.
_DAY = core_schema.chain_schema(
    [core_schema.str_schema(strict=True, pattern=r"^\d{4}-\d\d-\d\d$"), core_schema.date_schema()]
)
_DATE = core_schema.date_schema(strict=True)  # an object, and not a datetime
_MOMENT = core_schema.chain_schema(
    [core_schema.str_schema(strict=True, pattern=r"^\d{4}-"), core_schema.datetime_schema()]
)

Text = Annotated[str, _TextSchema()]
"""Text of a request. An integer is taken for an ID."""

Date = Annotated[dt.date, _DateSchema([_DAY, _DATE], _serialization.unusual_date, "a date written as yyyy-mm-dd")]
"""A day, written `yyyy-mm-dd`."""

DateTime = Annotated[
    dt.datetime, _DateSchema([_MOMENT], _serialization.unusual_moment, "a moment written as yyyy-mm-dd hh:mm:ss")
]
"""A moment, written `yyyy-mm-dd hh:mm:ss`, without a zone."""


_ALWAYS_SENT = "always sent"

if TYPE_CHECKING:
    AlwaysSent = Annotated[T, _ALWAYS_SENT]
else:
    AlwaysSent = Annotated[T | None, _ALWAYS_SENT]
"""A field of a response that the service always sends: not Optional for type checkers.

At run time a response without it still decodes: the field is None, and `ApiResponse.issues` names it.
"""

NOT_SENT: Any = None
"""The value of an always-sent field in a model that is built empty, or when the service left the field out."""


class _Every:
    def __contains__(self, _: object) -> bool:
        return True


@dataclass(frozen=True)
class Rules:
    """What a request model must satisfy before it is sent. Fields go by their Python names."""

    required: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()
    """Fields that an explicit None clears. Any other None means "not given"."""
    min_length: Mapping[str, int] = field(default_factory=dict)
    max_length: Mapping[str, int] = field(default_factory=dict)
    min_items: Mapping[str, int] = field(default_factory=dict)
    max_items: Mapping[str, int] = field(default_factory=dict)
    pattern: Mapping[str, str] = field(default_factory=dict)
    exclusive: tuple[tuple[str, ...], ...] = ()
    """Groups of fields of which only one may be given."""
    max_total: tuple[str, str, int] | None = None
    """(list, list inside each of its entries, how many entries the inner lists may have together)."""


def _json_name(name: str) -> str:
    """`invoice_items` -> `invoiceItems`; the fields of the NetSuite connector: `sync_date__ns` -> `SyncDate__NS`."""
    if name.endswith("__ns"):
        return name[:-4].title().replace("_", "") + "__NS"
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_CUSTOM_FIELD = re.compile(r".+__(c|NS)")


class ZuoraModel(BaseModel):
    """A body, or a part of one.

    Fields are given by their Python names or their JSON names (`invoice_date=` or `invoiceDate=`), at once or one by
    one: `Model()` builds an empty one. A value of the wrong kind raises pydantic's `ValidationError`; what the API
    requires is checked when the request is sent. Custom fields (`name__c`) are given by keyword or attribute, too.
    """

    model_config = ConfigDict(
        alias_generator=_json_name,
        validate_by_name=True,
        validate_by_alias=True,
        validate_assignment=True,
        extra="allow",
        coerce_numbers_to_str=True,
        allow_inf_nan=False,
        protected_namespaces=(),
    )

    _rules: ClassVar[Rules] = Rules()
    _nullable: ClassVar[Container[str]] = ()
    _always_sent: ClassVar[tuple[str, ...]] = ()
    _arguments: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls._arguments = frozenset(name for key, info in cls.model_fields.items() for name in (key, info.alias or key))

    def __init__(self, /, **fields: Any) -> None:
        custom = fields.pop("additional_properties", None)
        if not self._arguments.issuperset(fields):
            self._reject_misspelt(fields.keys() - self._arguments)
        self.__pydantic_validator__.validate_python({**custom, **fields} if custom else fields, self_instance=self)

    # Tells pydantic that responses, which may have any name, needn't come through here.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in type(self).model_fields and name[0] != "_" and name != "additional_properties":
            self._reject_misspelt({name})
        super().__setattr__(name, value)

    def __repr_args__(self) -> Iterable[tuple[str, Any]]:
        # Without None, which most of the 60 fields of an invoice are, and without the token.
        return [
            (name, "***" if name == "access_token" else value)
            for name, value in (*self.__dict__.items(), *self.additional_properties.items())
            if value is not None
        ]

    @classmethod
    def _reject_misspelt(cls, names: set[str]) -> None:
        errors = [
            InitErrorDetails(
                type=PydanticCustomError("unknown_field", "{hint}", {"hint": cls._hint(name)}), loc=(name,), input=name
            )
            for name in sorted(names)
            if not _CUSTOM_FIELD.fullmatch(name)
        ]
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)

    @classmethod
    def _hint(cls, name: str) -> str:
        from difflib import get_close_matches  # needed for mistakes alone

        by_json_name = {info.alias: key for key, info in cls.model_fields.items()}
        close = [by_json_name[name]] if name in by_json_name else get_close_matches(name, cls._arguments, n=1)
        return f"{cls.__name__} has no field {name!r}; " + (
            f"did you mean {close[0]!r}?"
            if close
            else f"custom fields end in '__c', anything else goes into additional_properties={{{name!r}: ...}}"
        )

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Fields that the contract doesn't name, by JSON name: custom fields and those newer than this package."""
        if self.__pydantic_extra__ is None:
            self.__pydantic_extra__ = {}
        return self.__pydantic_extra__

    @additional_properties.setter
    def additional_properties(self, fields: Mapping[str, Any]) -> None:
        self.__pydantic_extra__ = dict(fields)

    def _repr_html_(self) -> str:
        """A table of what is given, for notebooks."""
        from html import escape  # needed by people alone

        rows = "".join(
            f"<tr><th style='text-align:left'>{escape(name)}</th><td>{_cell(value)}</td></tr>"
            for name, value in self.__repr_args__()
        )
        return f"<table><caption>{escape(type(self).__name__)}</caption>{rows}</table>"

    def to_dict(self, mode: Literal["python", "json"] = "python") -> dict[str, Any]:
        """A dict by JSON names, without what isn't given.

        mode: "python" keeps `Decimal`, dates and enum members: rows for pandas, for example, with exact money. "json"
            makes text of them, so that `json.dumps` accepts the dict. (`to_json` writes money as JSON numbers.)
        """
        plain = _to_python if mode == "python" else _to_jsonable
        return {name: plain(value) for name, value in _serialization.present(self)}

    def to_json(self) -> str:
        """The model as JSON text, exactly as it is sent: every digit of a number, and nothing that isn't given."""
        return _serialization.to_json(self, type(self).__name__)

    def to_str(self) -> str:
        """The model as readable text, for people."""
        from pprint import pformat  # needed by people alone

        return pformat(self.to_dict(), sort_dicts=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Build the model from a dict of JSON names or Python names. Unknown ones become additional properties."""
        return cls.model_validate(data)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Build the model from JSON text, numbers exact. Raises `ValueError` for anything else than JSON."""
        return cls.model_validate(_serialization.parse_json(text))


class RequestModel(ZuoraModel):
    """A body that is sent. None means "not given", except in the few fields that null clears."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls._nullable = cls._rules.nullable


class ResponseModel(ZuoraModel):
    """A body that is received. An explicit null is kept, and written back as one."""

    _nullable: ClassVar[Container[str]] = _Every()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls._always_sent = tuple(name for name, info in cls.model_fields.items() if _ALWAYS_SENT in info.metadata)


def rules_of(model: type[ZuoraModel]) -> Rules:
    """What a request of this model is checked for before it is sent."""
    return model._rules


def _to_python(value: Any) -> Any:
    if isinstance(value, ZuoraModel):
        return value.to_dict()
    return [_to_python(entry) for entry in value] if isinstance(value, list) else value


def _to_jsonable(value: Any) -> Any:
    if isinstance(value, ZuoraModel):
        return value.to_dict("json")
    if isinstance(value, Mapping):
        return {name: _to_jsonable(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_to_jsonable(entry) for entry in value]
    if isinstance(value, (dt.date, Decimal, WireEnum)):
        return str(value)
    return value


def _cell(value: Any) -> str:
    from html import escape  # needed by people alone

    if isinstance(value, ZuoraModel):
        return value._repr_html_()
    if isinstance(value, list):
        return f"{len(value)} entries" if value and isinstance(value[0], ZuoraModel) else escape(repr(value))
    return escape(str(value))
