# Generated from spec/zuora-invoices.yaml by `python -m codegen`. Do not edit.
"""Create, change, post, send, settle and read invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zuora_sdk import _endpoints
from zuora_sdk.api.base import Api
from zuora_sdk.pagination import Pages

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from zuora_sdk._operation import FileInput, RequestOptions
    from zuora_sdk.api_response import ApiResponse
    from zuora_sdk.models.async_operation_response import AsyncOperationResponse
    from zuora_sdk.models.bulk_create_invoices_request import BulkCreateInvoicesRequest
    from zuora_sdk.models.bulk_create_invoices_response import BulkCreateInvoicesResponse
    from zuora_sdk.models.bulk_post_invoices_request import BulkPostInvoicesRequest
    from zuora_sdk.models.bulk_post_invoices_response import BulkPostInvoicesResponse
    from zuora_sdk.models.bulk_update_invoices_request import BulkUpdateInvoicesRequest
    from zuora_sdk.models.common_response import CommonResponse
    from zuora_sdk.models.create_invoice_request import CreateInvoiceRequest
    from zuora_sdk.models.create_taxation_items_request import CreateTaxationItemsRequest
    from zuora_sdk.models.email_billing_document_request import EmailBillingDocumentRequest
    from zuora_sdk.models.get_e_invoice_mandate_response import GetEInvoiceMandateResponse
    from zuora_sdk.models.get_invoice_application_part_request import GetInvoiceApplicationPartRequest
    from zuora_sdk.models.get_invoice_application_parts_request import GetInvoiceApplicationPartsRequest
    from zuora_sdk.models.get_invoice_pdf_status_batch_response import GetInvoicePdfStatusBatchResponse
    from zuora_sdk.models.get_taxation_items_response import GetTaxationItemsResponse
    from zuora_sdk.models.invoice_file import InvoiceFile
    from zuora_sdk.models.invoice_files_response import InvoiceFilesResponse
    from zuora_sdk.models.invoice_item import InvoiceItem
    from zuora_sdk.models.invoice_items_response import InvoiceItemsResponse
    from zuora_sdk.models.invoice_response import InvoiceResponse
    from zuora_sdk.models.invoice_taxation_item import InvoiceTaxationItem
    from zuora_sdk.models.operation_job_response import OperationJobResponse
    from zuora_sdk.models.post_async_invoice_request import PostAsyncInvoiceRequest
    from zuora_sdk.models.reverse_invoice_request import ReverseInvoiceRequest
    from zuora_sdk.models.reverse_invoice_response import ReverseInvoiceResponse
    from zuora_sdk.models.split_invoice_request import SplitInvoiceRequest
    from zuora_sdk.models.split_invoice_response import SplitInvoiceResponse
    from zuora_sdk.models.taxation_items_data_response import TaxationItemsDataResponse
    from zuora_sdk.models.unpost_invoice_response import UnpostInvoiceResponse
    from zuora_sdk.models.update_invoice_request import UpdateInvoiceRequest
    from zuora_sdk.models.update_invoice_response import UpdateInvoiceResponse
    from zuora_sdk.models.upload_file_response import UploadFileResponse
    from zuora_sdk.models.write_off_invoice_async_job_response import WriteOffInvoiceAsyncJobResponse
    from zuora_sdk.models.write_off_invoice_request import WriteOffInvoiceRequest
    from zuora_sdk.models.write_off_invoice_response import WriteOffInvoiceResponse


class InvoicesApi(Api):
    """Create, change, post, send, settle and read invoices."""

    def bulk_create_standalone_invoices(
        self,
        request: BulkCreateInvoicesRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> BulkCreateInvoicesResponse:
        """Create up to 50 standalone invoices.

        Creates invoices that belong to no subscription or order. Each may fail on its own: read `success` of every
        entry, not only of the whole, or ask for all or nothing with `use_single_transaction`. At most 50 invoices with
        at most 1000 items in total. The user needs the permissions "Create Standalone Invoice" and "Modify Invoice".
        Send an `Idempotency-Key` so that a retry cannot do the work twice.

        Args:
            request: The invoices to create, at most 50.
            idempotency_key: A key of your own that makes a POST safe to retry: for 24 hours Zuora returns the first
                response again, a failure too. It returns 409 while the first attempt is in progress, and 422 when the
                key was used for another address or method. At most 255 characters.
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
            The request was worked through; each entry says whether its invoice exists.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, ConflictException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.bulk_create_standalone_invoices(BulkCreateInvoicesRequest(use_single_transaction=False))
        """
        return self.bulk_create_standalone_invoices_with_http_info(
            request,
            idempotency_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def bulk_create_standalone_invoices_with_http_info(
        self,
        request: BulkCreateInvoicesRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[BulkCreateInvoicesResponse]:
        """Like `bulk_create_standalone_invoices`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.BULK_CREATE_STANDALONE_INVOICES,
            (
                request,
                idempotency_key,
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

    def bulk_post_invoices(
        self,
        request: BulkPostInvoicesRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> BulkPostInvoicesResponse:
        """Post up to 50 draft invoices.

        Posts drafts one after the other and may move the date of each. Entries fail singly, for instance when an
        invoice is no longer a draft: read `success` of every entry. At most 50 invoices. Send an `Idempotency-Key` so
        that a retry cannot do the work twice.

        Args:
            request: The drafts to post, at most 50.
            idempotency_key: A key of your own that makes a POST safe to retry: for 24 hours Zuora returns the first
                response again, a failure too. It returns 409 while the first attempt is in progress, and 422 when the
                key was used for another address or method. At most 255 characters.
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
            The request was worked through; each entry says whether its invoice is posted.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, ConflictException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.bulk_post_invoices(
                BulkPostInvoicesRequest(invoices=[PostInvoiceRequest(id="8f2a91c07be34d5d9a1c6e20b7f4d385")])
            )
        """
        return self.bulk_post_invoices_with_http_info(
            request,
            idempotency_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def bulk_post_invoices_with_http_info(
        self,
        request: BulkPostInvoicesRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[BulkPostInvoicesResponse]:
        """Like `bulk_post_invoices`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.BULK_POST_INVOICES,
            (
                request,
                idempotency_key,
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

    def bulk_update_invoices(
        self,
        request: BulkUpdateInvoicesRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> CommonResponse:
        """Change up to 50 invoices.

        Makes the changes of `update_invoice` to several invoices, each named by its `id`. The response says only
        whether all went well. At most 50 invoices. Takes no `Idempotency-Key`: after a lost response, read the invoice
        before trying again.

        Args:
            request: The changes, each naming its invoice.
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
            The invoices were changed, unless `success` is false.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, ConflictException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.bulk_update_invoices(
                BulkUpdateInvoicesRequest(invoices=[UpdateInvoiceRequest(id="8f2a91c07be34d5d9a1c6e20b7f4d385")])
            )
        """
        return self.bulk_update_invoices_with_http_info(
            request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def bulk_update_invoices_with_http_info(
        self,
        request: BulkUpdateInvoicesRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[CommonResponse]:
        """Like `bulk_update_invoices`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.BULK_UPDATE_INVOICES,
            (
                request,
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

    def cancel_e_invoice_by_invoice_key(
        self,
        invoice_key: str,
        request_body: dict[str, Any],
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> CommonResponse:
        """Cancel the e-invoice of an invoice.

        Asks the e-invoicing vendor to cancel the e-invoice. Its state comes with the invoice, in `e_invoice_status`.
        Needs `Zuora-Version` 2025-08-12 or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request_body: What the vendor asks for, such as the reason of the cancellation, as a JSON object; may be
                empty.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The cancellation was requested.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.cancel_e_invoice_by_invoice_key("INV00000042", {"reason": "Wrong address"})
        """
        return self.cancel_e_invoice_by_invoice_key_with_http_info(
            invoice_key,
            request_body,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def cancel_e_invoice_by_invoice_key_with_http_info(
        self,
        invoice_key: str,
        request_body: dict[str, Any],
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[CommonResponse]:
        """Like `cancel_e_invoice_by_invoice_key`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.CANCEL_E_INVOICE_BY_INVOICE_KEY,
            (
                invoice_key,
                request_body,
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

    def cancel_invoice(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> AsyncOperationResponse:
        """Cancel a draft invoice.

        Gives up a draft for good; only then can it be deleted. A posted invoice is reversed or written off instead. An
        invoice with fewer than 1000 items is done at once; a larger one becomes a job, named by `job_id` and
        `job_status`. Zuora support can move that threshold. Takes no `Idempotency-Key`: after a lost response, read the
        invoice before trying again.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
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
            The invoice was canceled, or a job has taken it on.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.cancel_invoice("INV00000042")
        """
        return self.cancel_invoice_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def cancel_invoice_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[AsyncOperationResponse]:
        """Like `cancel_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.CANCEL_INVOICE,
            (
                invoice_key,
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

    def create_invoice_taxation_items(
        self,
        invoice_key: str,
        body: CreateTaxationItemsRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> GetTaxationItemsResponse:
        """Add taxes to the items of an invoice.

        Adds taxes that you computed yourself to items of an invoice. Each entry names its item by `invoice_item_id`,
        the ID of the item and not of the invoice. Send an `Idempotency-Key` so that a retry cannot do the work twice.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            body: The taxes to add, each naming its item.
            idempotency_key: A key of your own that makes a POST safe to retry: for 24 hours Zuora returns the first
                response again, a failure too. It returns 409 while the first attempt is in progress, and 422 when the
                key was used for another address or method. At most 255 characters.
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
            The taxes as they were stored, with their IDs.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.create_invoice_taxation_items(
                "INV00000042",
                CreateTaxationItemsRequest(
                    taxation_items=[
                        CreateTaxationItemForInvoiceRequest(
                            invoice_item_id="4b7d19c0e3a84f52b6d1908e7ac25f31",
                            name="State sales tax",
                            jurisdiction="Oregon",
                            tax_amount=Decimal("18.75"),
                            tax_date=dt.date(2026, 3, 2),
                            tax_rate=Decimal("0.0375"),
                            tax_rate_type=TaxRateType.PERCENTAGE,
                        )
                    ]
                ),
            )
        """
        return self.create_invoice_taxation_items_with_http_info(
            invoice_key,
            body,
            idempotency_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def create_invoice_taxation_items_with_http_info(
        self,
        invoice_key: str,
        body: CreateTaxationItemsRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[GetTaxationItemsResponse]:
        """Like `create_invoice_taxation_items`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.CREATE_INVOICE_TAXATION_ITEMS,
            (
                invoice_key,
                body,
                idempotency_key,
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

    def create_invoice_write_off_async(
        self,
        invoice_key: str,
        request: WriteOffInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> WriteOffInvoiceAsyncJobResponse:
        """Write an invoice off by a job.

        Starts a job that writes a posted invoice off, as `write_off_invoice` does at once: for invoices with more than
        2000 items. Poll it with `get_invoice_write_off_async_job`. Needs the Invoice Settlement feature. Takes no
        `Idempotency-Key`: after a lost response, read the invoice before trying again. Needs `Zuora-Version` 2025-08-12
        or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request: Details of the credit memo; may be empty.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The job that was started.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.create_invoice_write_off_async(
                "INV00000042", WriteOffInvoiceRequest(memo_date=dt.date(2026, 3, 31))
            )
        """
        return self.create_invoice_write_off_async_with_http_info(
            invoice_key,
            request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def create_invoice_write_off_async_with_http_info(
        self,
        invoice_key: str,
        request: WriteOffInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[WriteOffInvoiceAsyncJobResponse]:
        """Like `create_invoice_write_off_async`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.CREATE_INVOICE_WRITE_OFF_ASYNC,
            (
                invoice_key,
                request,
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

    def create_standalone_invoice(
        self,
        request: CreateInvoiceRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> InvoiceResponse:
        """Create a standalone invoice.

        Creates an invoice that belongs to no subscription or order, as a draft unless `status` says Posted. Name the
        account by `account_id` or `account_number`. At most 1000 items. The user needs the permissions "Create
        Standalone Invoice" and "Modify Invoice". Send an `Idempotency-Key` so that a retry cannot do the work twice.

        Args:
            request: The invoice to create, with at least its date and items.
            idempotency_key: A key of your own that makes a POST safe to retry: for 24 hours Zuora returns the first
                response again, a failure too. It returns 409 while the first attempt is in progress, and 422 when the
                key was used for another address or method. At most 255 characters.
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
            The new invoice, with its ID, number and amounts.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, ConflictException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.create_standalone_invoice(
                CreateInvoiceRequest(
                    account_number="A00000117",
                    invoice_date=dt.date(2026, 3, 2),
                    invoice_items=[
                        CreateInvoiceItem(
                            charge_name="On-site consulting",
                            amount=Decimal("2400"),
                            service_start_date=dt.date(2026, 2, 24),
                        )
                    ],
                )
            )
        """
        return self.create_standalone_invoice_with_http_info(
            request,
            idempotency_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def create_standalone_invoice_with_http_info(
        self,
        request: CreateInvoiceRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[InvoiceResponse]:
        """Like `create_standalone_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.CREATE_STANDALONE_INVOICE,
            (
                request,
                idempotency_key,
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

    def delete_invoice(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> OperationJobResponse:
        """Delete a canceled invoice.

        Removes a canceled invoice for good. The response describes the job; `object_id` is the invoice. An invoice with
        fewer than 100 items is done at once; a larger one becomes a job, to be followed with `get_operation_job`. Zuora
        support can move that threshold. After a lost response, read the invoice before trying again.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
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
            The invoice was deleted, or a job has taken it on.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.delete_invoice("INV00000042")
        """
        return self.delete_invoice_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def delete_invoice_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[OperationJobResponse]:
        """Like `delete_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.DELETE_INVOICE,
            (
                invoice_key,
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

    def download_e_invoice_file_for_invoice(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        file_format: str | None = None,
        compliance_activity_type: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> bytes:
        """Download the e-invoice file.

        Returns the file of the e-invoice as bytes: a PDF, XML or another format, as the mandate has it. The
        Content-Type header of the response says which. Needs `Zuora-Version` 2025-08-12 or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            file_format: Format of the file, such as PDF or XML; only for mandates handled by Avalara.
            compliance_activity_type: Which step of the e-invoicing process the file belongs to.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The content of the file.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.download_e_invoice_file_for_invoice("INV00000042")
        """
        return self.download_e_invoice_file_for_invoice_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            file_format,
            compliance_activity_type,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def download_e_invoice_file_for_invoice_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        file_format: str | None = None,
        compliance_activity_type: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[bytes]:
        """Like `download_e_invoice_file_for_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.DOWNLOAD_E_INVOICE_FILE_FOR_INVOICE,
            (
                invoice_key,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                file_format,
                compliance_activity_type,
                zuora_version,
                zuora_org_ids,
            ),
            options,
        )

    def email_invoice(
        self,
        invoice_key: str,
        request: EmailBillingDocumentRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> CommonResponse:
        """Send a posted invoice by e-mail.

        Sends a posted invoice to the customer. It needs your notification "Manual Email For Invoice" switched on, which
        supplies the template and decides whether the PDF is attached. Rejected for invoices that are not posted. Send
        an `Idempotency-Key` so that a retry cannot do the work twice.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request: Whom to send the invoice to; may be empty.
            idempotency_key: A key of your own that makes a POST safe to retry: for 24 hours Zuora returns the first
                response again, a failure too. It returns 409 while the first attempt is in progress, and 422 when the
                key was used for another address or method. At most 255 characters.
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
            Zuora took the request on and sends the mail.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.email_invoice(
                "INV00000042", EmailBillingDocumentRequest(use_email_template_setting=False)
            )
        """
        return self.email_invoice_with_http_info(
            invoice_key,
            request,
            idempotency_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def email_invoice_with_http_info(
        self,
        invoice_key: str,
        request: EmailBillingDocumentRequest,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[CommonResponse]:
        """Like `email_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.EMAIL_INVOICE,
            (
                invoice_key,
                request,
                idempotency_key,
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

    def get_e_invoicing_mandate_for_invoice(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> GetEInvoiceMandateResponse:
        """Read the e-invoicing mandate of an invoice.

        Returns which e-invoicing rules apply to the invoice, by country and kind of business. Only for e-invoicing by
        Avalara. Needs `Zuora-Version` 2025-08-12 or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The mandate that applies to the invoice.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.get_e_invoicing_mandate_for_invoice("INV00000042")
        """
        return self.get_e_invoicing_mandate_for_invoice_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_e_invoicing_mandate_for_invoice_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[GetEInvoiceMandateResponse]:
        """Like `get_e_invoicing_mandate_for_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_E_INVOICING_MANDATE_FOR_INVOICE,
            (
                invoice_key,
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

    def get_invoice(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> InvoiceResponse:
        """Read an invoice.

        Returns the invoice with its amounts, balance and status. Its items come from `get_invoice_items`.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
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
            The invoice as it stands.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.get_invoice("INV00000042")
        """
        return self.get_invoice_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_invoice_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[InvoiceResponse]:
        """Like `get_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_INVOICE,
            (
                invoice_key,
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

    def get_invoice_application_parts(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> GetInvoiceApplicationPartsRequest:
        """List what was applied to an invoice.

        Returns the payments and credit memos that were applied to the invoice: all of them, or a page since
        `Zuora-Version` 2025-08-12. Needs the Invoice Settlement feature. Below `Zuora-Version` 341.0 all payments are
        listed, from 341.0 on only processed ones.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
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
            page_size: How many entries a page holds; the server caps it at 40. Default: 20.
            page: Which page to read, counted from 1; has a meaning only together with `page_size`. Default: 1.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The payments and credit memos applied to the invoice.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.get_invoice_application_parts("INV00000042")
        """
        return self.get_invoice_application_parts_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            page_size,
            page,
            **options,
        ).data

    def get_invoice_application_parts_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[GetInvoiceApplicationPartsRequest]:
        """Like `get_invoice_application_parts`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_INVOICE_APPLICATION_PARTS,
            (
                invoice_key,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                zuora_version,
                zuora_org_ids,
                page_size,
                page,
            ),
            options,
        )

    def iter_invoice_application_parts(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        page_size: int | None = None,
        **options: Unpack[RequestOptions],
    ) -> Pages[GetInvoiceApplicationPartRequest, GetInvoiceApplicationPartsRequest]:
        """Iterate over all that `get_invoice_application_parts` lists, on however many pages.

        Takes the arguments of `get_invoice_application_parts` but `page`, and sends them with each page. Pages are
        fetched as they are needed, and as large as there are unless `page_size` says otherwise; `.pages()` iterates
        over them instead.

        Example:
            for entry in invoices.iter_invoice_application_parts("INV00000042"):
                print(entry.to_str())
        """
        values = (
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            page_size,
            None,
        )
        return Pages(self.api_client, _endpoints.GET_INVOICE_APPLICATION_PARTS, values, options, "application_parts")

    def get_invoice_files(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> InvoiceFilesResponse:
        """List the PDFs of an invoice.

        Returns the finished PDFs of the invoice, newest version first; one still being generated is missing, see
        `get_invoice_pdf_status`. Comes in pages: pass `page_size` and `page`, and go on while the response has a
        `next_page`.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            page_size: How many entries a page holds; the server caps it at 40. Default: 20.
            page: Which page to read, counted from 1; has a meaning only together with `page_size`. Default: 1.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2024-05-20.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            One page of finished PDFs, newest first.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.get_invoice_files("INV00000042")
        """
        return self.get_invoice_files_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            page_size,
            page,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_invoice_files_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[InvoiceFilesResponse]:
        """Like `get_invoice_files`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_INVOICE_FILES,
            (
                invoice_key,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                page_size,
                page,
                zuora_version,
                zuora_org_ids,
            ),
            options,
        )

    def iter_invoice_files(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Pages[InvoiceFile, InvoiceFilesResponse]:
        """Iterate over all that `get_invoice_files` lists, on however many pages.

        Takes the arguments of `get_invoice_files` but `page`, and sends them with each page. Pages are fetched as they
        are needed, and as large as there are unless `page_size` says otherwise; `.pages()` iterates over them instead.

        Example:
            for entry in invoices.iter_invoice_files("INV00000042"):
                print(entry.to_str())
        """
        values = (
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            page_size,
            None,
            zuora_version,
            zuora_org_ids,
        )
        return Pages(self.api_client, _endpoints.GET_INVOICE_FILES, values, options, "invoice_files")

    def get_invoice_items(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> InvoiceItemsResponse:
        """List the items of an invoice.

        Returns the items of the invoice with the first of their taxes. Comes in pages: pass `page_size` and `page`, and
        go on while the response has a `next_page`.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            page_size: How many entries a page holds; the server caps it at 40. Default: 20.
            page: Which page to read, counted from 1; has a meaning only together with `page_size`. Default: 1.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2024-05-20.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            One page of the items of the invoice.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.get_invoice_items("INV00000042")
        """
        return self.get_invoice_items_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            page_size,
            page,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_invoice_items_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[InvoiceItemsResponse]:
        """Like `get_invoice_items`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_INVOICE_ITEMS,
            (
                invoice_key,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                page_size,
                page,
                zuora_version,
                zuora_org_ids,
            ),
            options,
        )

    def iter_invoice_items(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Pages[InvoiceItem, InvoiceItemsResponse]:
        """Iterate over all that `get_invoice_items` lists, on however many pages.

        Takes the arguments of `get_invoice_items` but `page`, and sends them with each page. Pages are fetched as they
        are needed, and as large as there are unless `page_size` says otherwise; `.pages()` iterates over them instead.

        Example:
            for entry in invoices.iter_invoice_items("INV00000042"):
                print(entry.to_str())
        """
        values = (
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            page_size,
            None,
            zuora_version,
            zuora_org_ids,
        )
        return Pages(self.api_client, _endpoints.GET_INVOICE_ITEMS, values, options, "invoice_items")

    def get_invoice_pdf_status(
        self,
        invoice_keys: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> GetInvoicePdfStatusBatchResponse:
        """Read how far the PDFs of invoices are.

        Returns for each of up to 50 invoices whether its PDF is waiting, made or failed, and where to download it.

        Args:
            invoice_keys: IDs and numbers of the invoices to ask about, joined by commas in one string. IDs and numbers
                may be mixed; at most 50 of them.
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
            The state of each PDF that was asked about.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, RateLimitedException, ServiceException,
                ApiException: The call failed.

        Example:
            response = invoices.get_invoice_pdf_status("INV00000042,8f2a91c07be34d5d9a1c6e20b7f4d385")
        """
        return self.get_invoice_pdf_status_with_http_info(
            invoice_keys,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_invoice_pdf_status_with_http_info(
        self,
        invoice_keys: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[GetInvoicePdfStatusBatchResponse]:
        """Like `get_invoice_pdf_status`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_INVOICE_PDF_STATUS,
            (
                invoice_keys,
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

    def get_invoice_write_off_async_job(
        self,
        async_job_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> WriteOffInvoiceAsyncJobResponse:
        """Read the state of a write-off job.

        Returns how far an asynchronous write-off is. Poll it until `status` is Processed or Error. Needs the Invoice
        Settlement feature. Needs `Zuora-Version` 2025-08-12 or later.

        Args:
            async_job_id: ID of the job, as `create_invoice_write_off_async` returned it in `id`.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
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
            response = invoices.get_invoice_write_off_async_job("d3a90f5c71e24b8896b0c4f7e15a28d6")
        """
        return self.get_invoice_write_off_async_job_with_http_info(
            async_job_id,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_invoice_write_off_async_job_with_http_info(
        self,
        async_job_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[WriteOffInvoiceAsyncJobResponse]:
        """Like `get_invoice_write_off_async_job`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_INVOICE_WRITE_OFF_ASYNC_JOB,
            (
                async_job_id,
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

    def get_taxation_items_of_invoice_item(
        self,
        invoice_key: str,
        item_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> TaxationItemsDataResponse:
        """List the taxes of an invoice item.

        Returns the taxes of one item with what is paid, credited and still owed of each. Comes in pages: pass
        `page_size` and `page`, and go on while the response has a `next_page`.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            item_id: ID of the invoice item. A number is not accepted.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            page_size: How many entries a page holds; the server caps it at 40. Default: 20.
            page: Which page to read, counted from 1; has a meaning only together with `page_size`. Default: 1.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2024-05-20.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            One page of the taxes of the item.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, RateLimitedException,
                ServiceException, ApiException: The call failed.

        Example:
            response = invoices.get_taxation_items_of_invoice_item("INV00000042", "4b7d19c0e3a84f52b6d1908e7ac25f31")
        """
        return self.get_taxation_items_of_invoice_item_with_http_info(
            invoice_key,
            item_id,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            page_size,
            page,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def get_taxation_items_of_invoice_item_with_http_info(
        self,
        invoice_key: str,
        item_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        page: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[TaxationItemsDataResponse]:
        """Like `get_taxation_items_of_invoice_item`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.GET_TAXATION_ITEMS_OF_INVOICE_ITEM,
            (
                invoice_key,
                item_id,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                page_size,
                page,
                zuora_version,
                zuora_org_ids,
            ),
            options,
        )

    def iter_taxation_items(
        self,
        invoice_key: str,
        item_id: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        page_size: int | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> Pages[InvoiceTaxationItem, TaxationItemsDataResponse]:
        """Iterate over all that `get_taxation_items_of_invoice_item` lists, on however many pages.

        Takes the arguments of `get_taxation_items_of_invoice_item` but `page`, and sends them with each page. Pages are
        fetched as they are needed, and as large as there are unless `page_size` says otherwise; `.pages()` iterates
        over them instead.

        Example:
            for entry in invoices.iter_taxation_items("INV00000042", "4b7d19c0e3a84f52b6d1908e7ac25f31"):
                print(entry.to_str())
        """
        values = (
            invoice_key,
            item_id,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            page_size,
            None,
            zuora_version,
            zuora_org_ids,
        )
        return Pages(self.api_client, _endpoints.GET_TAXATION_ITEMS_OF_INVOICE_ITEM, values, options, "data")

    def post_invoice(
        self,
        invoice_key: str,
        post_async_invoice_request: PostAsyncInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> AsyncOperationResponse:
        """Post a draft invoice.

        Makes a draft final, so that the customer owes it. The body is required but may be empty, which keeps the date
        of the invoice. An invoice with fewer than 1000 items is done at once; a larger one becomes a job, named by
        `job_id` and `job_status`. Zuora support can move that threshold. Takes no `Idempotency-Key`: after a lost
        response, read the invoice before trying again.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            post_async_invoice_request: The date to post with; may be empty.
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
            The invoice was posted, or a job has taken it on.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.post_invoice("INV00000042", PostAsyncInvoiceRequest(invoice_date=dt.date(2026, 3, 31)))
        """
        return self.post_invoice_with_http_info(
            invoice_key,
            post_async_invoice_request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def post_invoice_with_http_info(
        self,
        invoice_key: str,
        post_async_invoice_request: PostAsyncInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[AsyncOperationResponse]:
        """Like `post_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.POST_INVOICE,
            (
                invoice_key,
                post_async_invoice_request,
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

    def reverse_invoice(
        self,
        invoice_key: str,
        request: ReverseInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ReverseInvoiceResponse:
        """Reverse a posted invoice.

        Takes a posted invoice back with a credit memo over its whole amount; the invoice stays posted with a balance of
        zero. Needs the Invoice Settlement feature. Rejected when payments or credit memos are applied, when the invoice
        was split, when its total is negative, when its subscription has a newer invoice, when Tax Connector for
        Extension Platform computed its taxes, and when it has more than 2000 items, discounts and taxes included. A
        related credit memo that has to be reversed too yields a debit memo. Takes no `Idempotency-Key`: after a lost
        response, read the invoice before trying again.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request: Dates, reason and comment of the credit memo; may be empty.
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
            The memos that took the invoice back, or the job that will.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.reverse_invoice("INV00000042", ReverseInvoiceRequest(memo_date=dt.date(2026, 4, 7)))
        """
        return self.reverse_invoice_with_http_info(
            invoice_key,
            request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def reverse_invoice_with_http_info(
        self,
        invoice_key: str,
        request: ReverseInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[ReverseInvoiceResponse]:
        """Like `reverse_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.REVERSE_INVOICE,
            (
                invoice_key,
                request,
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

    def split_invoice(
        self,
        invoice_key: str,
        request: SplitInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> SplitInvoiceResponse:
        """Split a draft invoice.

        Replaces a draft by 2 to 50 new drafts, each with its share of every item, its own date and payment term. The
        shares in percent must add up to 100. A large invoice is split by a job: poll `job_id` with `get_operation_job`.
        Needs `Zuora-Version` 2025-08-12 or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request: The splits: shares, dates and payment terms.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The new invoices, or the job that makes them.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.split_invoice(
                "INV00000042",
                SplitInvoiceRequest(
                    split_type="Percentage",
                    splits=[
                        SplitInvoiceItem(
                            split_percentage=Decimal("50"), invoice_date=dt.date(2026, 3, 31), payment_term="Net 30"
                        ),
                        SplitInvoiceItem(
                            split_percentage=Decimal("50"), invoice_date=dt.date(2026, 4, 30), payment_term="Net 30"
                        ),
                    ],
                ),
            )
        """
        return self.split_invoice_with_http_info(
            invoice_key,
            request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def split_invoice_with_http_info(
        self,
        invoice_key: str,
        request: SplitInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[SplitInvoiceResponse]:
        """Like `split_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.SPLIT_INVOICE,
            (
                invoice_key,
                request,
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

    def unpost_invoice(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> UnpostInvoiceResponse:
        """Make a posted invoice a draft again.

        Takes the posting of an invoice back, with that of its related credit memos. No payment, adjustment or credit
        memo may be applied to it, no credit memo made from it may be in force, and an e-invoice must be canceled first.
        A large invoice is unposted by a job: poll `job_id` with `get_operation_job`. Needs `Zuora-Version` 2025-08-12
        or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The invoice as a draft, or the job that unposts it.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.unpost_invoice("INV00000042")
        """
        return self.unpost_invoice_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def unpost_invoice_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[UnpostInvoiceResponse]:
        """Like `unpost_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.UNPOST_INVOICE,
            (
                invoice_key,
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

    def update_invoice(
        self,
        invoice_key: str,
        request: UpdateInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> UpdateInvoiceResponse:
        """Change an invoice.

        Changes fields of an invoice, and adds, changes or deletes items of a draft. What the request leaves out stays
        as it is. `invoice_date` and `due_date` exclude each other in one request. At most 1000 items. Takes no
        `Idempotency-Key`: after a lost response, read the invoice before trying again.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request: The fields and items to change.
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
            The invoice after the change, partly under other field names.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.update_invoice("INV00000042", UpdateInvoiceRequest(due_date=dt.date(2026, 4, 30)))
        """
        return self.update_invoice_with_http_info(
            invoice_key,
            request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def update_invoice_with_http_info(
        self,
        invoice_key: str,
        request: UpdateInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[UpdateInvoiceResponse]:
        """Like `update_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.UPDATE_INVOICE,
            (
                invoice_key,
                request,
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

    def update_invoice_invoke_sync_status(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        should_include_acknowledged: bool | None = None,
        transaction_id: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> CommonResponse:
        """Update the e-invoice status from the vendor.

        Reads the state of the e-invoice from the vendor again and stores it with the invoice. Only for e-invoicing by
        Sovos. Needs `Zuora-Version` 2025-08-12 or later.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            should_include_acknowledged: True also reads notices of the vendor that were acknowledged before.
            transaction_id: ID of the transaction with the vendor, in place of the one stored with the invoice.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2025-08-12,
                which came with this operation.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The state was read and stored.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.update_invoice_invoke_sync_status("INV00000042")
        """
        return self.update_invoice_invoke_sync_status_with_http_info(
            invoice_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            should_include_acknowledged,
            transaction_id,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def update_invoice_invoke_sync_status_with_http_info(
        self,
        invoice_key: str,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        should_include_acknowledged: bool | None = None,
        transaction_id: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[CommonResponse]:
        """Like `update_invoice_invoke_sync_status`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.UPDATE_INVOICE_INVOKE_SYNC_STATUS,
            (
                invoice_key,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_track_id,
                zuora_entity_ids,
                should_include_acknowledged,
                transaction_id,
                zuora_version,
                zuora_org_ids,
            ),
            options,
        )

    def upload_file_for_invoice(
        self,
        invoice_key: str,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_track_id: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        file: FileInput | None = None,
        **options: Unpack[RequestOptions],
    ) -> UploadFileResponse:
        """Store a PDF with an invoice.

        Stores a PDF of your own with a draft or posted invoice. Only PDF files of at most 4 MB, at most 50 for one
        invoice, each under a name of its own. The user needs the permission "Modify Invoice". Send an `Idempotency-Key`
        so that a retry cannot do the work twice.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            idempotency_key: A key of your own that makes a POST safe to retry: for 24 hours Zuora returns the first
                response again, a failure too. It returns 409 while the first attempt is in progress, and 422 when the
                key was used for another address or method. At most 255 characters.
            accept_encoding: With gzip the server compresses responses longer than 1000 bytes.
            content_encoding: Encoding of the request body. With gzip it travels compressed.
            authorization: The value of the Authorization header for this call, in place of the configured token: the
                word Bearer, a space, a token.
            zuora_entity_ids: ID of the one entity to work in. Needed only with the Multi-entity feature and a token
                that is valid for several entities.
            zuora_track_id: A name of your own for the call, which comes back in the response headers. At most 64
                US-ASCII characters, without colons, semicolons and quotation marks of either kind.
            zuora_version: Minor version of the API that the call is written for; it overrides the default of the
                tenant. Before 2024-05-20 most failures come with status 200 and `success` false. Default: 2024-05-20.
            zuora_org_ids: IDs of the organizations to work in, joined by commas; each must be open to the user, or the
                call fails. Left out, all that the user can reach. Leave it out when the Multi-Org feature is off.
            file: The PDF to store, at most 4 MB. Optional by its type, yet the call is useless without it.
            **options: Options of this call alone, such as `_request_timeout` and `_headers`: see `RequestOptions`.

        Returns:
            The file was stored under the ID given.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.upload_file_for_invoice("INV00000042", file="invoice.pdf")
        """
        return self.upload_file_for_invoice_with_http_info(
            invoice_key,
            idempotency_key,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_entity_ids,
            zuora_track_id,
            zuora_version,
            zuora_org_ids,
            file,
            **options,
        ).data

    def upload_file_for_invoice_with_http_info(
        self,
        invoice_key: str,
        idempotency_key: str | None = None,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_track_id: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        file: FileInput | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[UploadFileResponse]:
        """Like `upload_file_for_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.UPLOAD_FILE_FOR_INVOICE,
            (
                invoice_key,
                idempotency_key,
                accept_encoding,
                content_encoding,
                authorization,
                zuora_entity_ids,
                zuora_track_id,
                zuora_version,
                zuora_org_ids,
                file,
            ),
            options,
        )

    def write_off_invoice(
        self,
        invoice_key: str,
        request: WriteOffInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> WriteOffInvoiceResponse:
        """Write off what is owed on an invoice.

        Makes a credit memo over what is still owed on a posted invoice and applies it as your default rule for applying
        memos says; nothing is owed on any item or tax then. Needs the Invoice Settlement feature. An invoice that owes
        nothing is accepted only if your billing rules let a credit memo copy the items of its invoice. Rejected when
        the balance was adjusted before Invoice Settlement was switched on, and when the invoice has more than 2000
        items, discounts and taxes included. If any step fails, nothing is kept. Takes no `Idempotency-Key`: after a
        lost response, read the invoice before trying again.

        Args:
            invoice_key: ID (32 hex digits) or number of the invoice, such as INV00000042.
            request: Date, reason and items of the credit memo; may be empty.
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
            The credit memo that settled the invoice.

        Raises:
            ApiValueError, ApiTypeError: An argument is missing or wrong; nothing was sent.
            BadRequestException, UnauthorizedException, ForbiddenException, NotFoundException, ConflictException,
                RateLimitedException, ServiceException, ApiException: The call failed.

        Example:
            response = invoices.write_off_invoice("INV00000042", WriteOffInvoiceRequest(memo_date=dt.date(2026, 6, 30)))
        """
        return self.write_off_invoice_with_http_info(
            invoice_key,
            request,
            accept_encoding,
            content_encoding,
            authorization,
            zuora_track_id,
            zuora_entity_ids,
            zuora_version,
            zuora_org_ids,
            **options,
        ).data

    def write_off_invoice_with_http_info(
        self,
        invoice_key: str,
        request: WriteOffInvoiceRequest,
        accept_encoding: str | None = None,
        content_encoding: str | None = None,
        authorization: str | None = None,
        zuora_track_id: str | None = None,
        zuora_entity_ids: str | None = None,
        zuora_version: str | None = None,
        zuora_org_ids: str | None = None,
        **options: Unpack[RequestOptions],
    ) -> ApiResponse[WriteOffInvoiceResponse]:
        """Like `write_off_invoice`, but returns the whole `ApiResponse`."""
        return self.api_client.call(
            _endpoints.WRITE_OFF_INVOICE,
            (
                invoice_key,
                request,
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
