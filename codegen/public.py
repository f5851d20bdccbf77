"""The public names that are written by hand: what `zuora_sdk` offers besides models, API classes and data centers."""

CORE = {
    "zuora_sdk._lazy": "warm_up",
    "zuora_sdk.api_client": "ApiClient",
    "zuora_sdk.api_response": "ApiResponse",
    "zuora_sdk.bulk": "",
    "zuora_sdk.configuration": "Configuration RetryPolicy",
    "zuora_sdk.exceptions": "ApiException ApiTypeError ApiValueError BadRequestException ConflictException "
    "ForbiddenException NetworkException NotFoundException OpenApiException RateLimitedException ServiceException "
    "UnauthorizedException WaitFailedException WaitTimeoutException",
    "zuora_sdk._operation": "RequestOptions",
    "zuora_sdk._runtime": "Runtime",
    "zuora_sdk.pagination": "Pages",
    "zuora_sdk.rest": "",
    "zuora_sdk._timestamps": "parse_timestamp",
    "zuora_sdk.waiting": "wait_for wait_for_all wait_for_pdf wait_for_write_off",
    "zuora_sdk.zuora_client": "ZuoraClient",
}
"""Names by the module that they come from. Each is loaded on first use."""
