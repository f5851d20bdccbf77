# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""A contact to store with the invoice: name, address, phone numbers and e-mail addresses."""

from typing import ClassVar

from zuora_sdk.models.base import Open, RequestModel, Rules, Text
from zuora_sdk.models.phone_type import PhoneType


class CreateAccountContact(RequestModel):
    """A contact to store with the invoice: name, address, phone numbers and e-mail addresses.

    Required: `first_name`, `last_name`.
    """

    _rules: ClassVar[Rules] = Rules(
        required=("first_name", "last_name"),
        max_length={
            "address1": 255,
            "address2": 255,
            "city": 40,
            "country": 64,
            "county": 32,
            "fax": 40,
            "first_name": 100,
            "home_phone": 40,
            "last_name": 100,
            "mobile_phone": 40,
            "nickname": 100,
            "other_phone": 40,
            "personal_email": 80,
            "state": 100,
            "tax_region": 100,
            "work_email": 80,
            "work_phone": 40,
            "zip_code": 20,
            "contact_description": 100,
        },
    )

    address1: Text | None = None
    """First line of the address, usually street and house number. At most 255 characters."""
    address2: Text | None = None
    """Second line of the address, such as floor or building. At most 255 characters."""
    city: Text | None = None
    """City of the address. At most 40 characters; Zuora takes 100 from `Zuora-Version` 2025-08-12 on."""
    country: Text | None = None
    """Country of the address, by a name or abbreviation that Zuora knows. For Zuora Tax the sold-to contact counts
    first, then the bill-to. At most 64 characters."""
    county: Text | None = None
    """County of the address, which some tax rules ask for. At most 32 characters; Zuora takes 100 from `Zuora-Version`
    2025-08-12 on."""
    fax: Text | None = None
    """Fax number. At most 40 characters."""
    first_name: Text | None = None
    """First name of the contact. At most 100 characters."""
    home_phone: Text | None = None
    """Private phone number. At most 40 characters."""
    last_name: Text | None = None
    """Last name of the contact. At most 100 characters."""
    mobile_phone: Text | None = None
    """Mobile phone number. At most 40 characters."""
    nickname: Text | None = None
    """Short name that tells the contact from others of the same account. At most 100 characters."""
    other_phone: Text | None = None
    """A further phone number. At most 40 characters."""
    other_phone_type: Open[PhoneType] | None = None
    """What kind of line `other_phone` is."""
    personal_email: Text | None = None
    """Private e-mail address. At most 80 characters."""
    state: Text | None = None
    """State or province of the address, by its full name or its two-letter code. For Zuora Tax the sold-to contact
    counts first, then the bill-to. At most 100 characters."""
    tax_region: Text | None = None
    """Region under which your tax rules place the contact. At most 100 characters."""
    work_email: Text | None = None
    """Business e-mail address. At most 80 characters."""
    work_phone: Text | None = None
    """Business phone number. At most 40 characters."""
    zip_code: Text | None = None
    """Postal code of the address. At most 20 characters."""
    contact_description: Text | None = None
    """Free text about the contact. At most 100 characters."""
