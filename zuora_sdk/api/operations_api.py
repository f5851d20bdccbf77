# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Follow the jobs that long-running calls start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zuora_sdk import _endpoints
from zuora_sdk.api.base import Api

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from zuora_sdk._operation import RequestOptions
    from zuora_sdk.api_response import ApiResponse
    from zuora_sdk.models.operation_job_response import OperationJobResponse


class OperationsApi(Api):
    """Follow the jobs that long-running calls start."""

    def get_operation_job(
        self,
        job_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> OperationJobResponse:
        """Read the state of a job.

        Returns how far a job is. Poll it until `status` is Completed or Failed. Zuora documents it for the deletion of
        invoices, though it also names posting, canceling and reversing.

        Args:
            job_id: ID of the job, as the call that started it returned in `job_id` or `id`.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2024-05-20.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The job as it stands.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = operations.get_operation_job("a1f6c8304e9b4d7c85e2d03f7b6914ac")
        """
        return self.get_operation_job_with_http_info(
            job_id,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_operation_job_with_http_info(
        self,
        job_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[OperationJobResponse]:
        """Like `get_operation_job`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_OPERATION_JOB,
            (
                job_id,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                zuora_version,
                zuora_org_ids,
            ),
            options,
        )
