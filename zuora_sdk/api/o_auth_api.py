# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Get the bearer token that all other calls need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zuora_sdk import _endpoints
from zuora_sdk.api.base import Api

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from zuora_sdk._operation import RequestOptions
    from zuora_sdk.api_response import ApiResponse
    from zuora_sdk.models.create_token_request_grant_type import CreateTokenRequestGrantType
    from zuora_sdk.models.token_response import TokenResponse


class OAuthApi(Api):
    """Get the bearer token that all other calls need."""

    def create_token(
        self,
        client_id: str,
        client_secret: str,
        grant_type: CreateTokenRequestGrantType | str,
        zuora_track_id: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> TokenResponse:
        """Get a bearer token.

        Returns a bearer token for an OAuth client of the tenant. Send no Authorization header. The number of tokens
        that one IP address may ask for is limited, so keep a token until shortly before it expires, after about an
        hour. A wrong server address looks like wrong credentials.

        Args:
            client_id: ID of the OAuth client, exactly 36 characters.
            client_secret: Secret of the OAuth client. At most 42 characters.
            grant_type: OAuth flow to use; always client_credentials.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2024-05-20.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            A token for the Authorization header of the other calls.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, RateLimitedException, ServiceException,
                ApiException: The call failed.

        Example:
            response = oauth.create_token(
                "0b6f4d1e-72c9-4e38-a5d0-93c17f6be284",
                "an-example-secret-of-at-most-42-chars",
                CreateTokenRequestGrantType.CLIENT_CREDENTIALS,
            )
        """
        return self.create_token_with_http_info(
            client_id, client_secret, grant_type, zuora_track_id, zuora_version, zuora_org_ids, **options
        ).data

    def create_token_with_http_info(
        self,
        client_id: str,
        client_secret: str,
        grant_type: CreateTokenRequestGrantType | str,
        zuora_track_id: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[TokenResponse]:
        """Like `create_token`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.CREATE_TOKEN,
            (client_id, client_secret, grant_type, zuora_track_id, zuora_version, zuora_org_ids),
            options,
        )
